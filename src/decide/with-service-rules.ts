import type { Context } from './context.js';
import { createServiceRules, type ServiceRulesOptions } from './service-rules.js';

/** What a service has for rule sets of workspaces, for as long as a command needs it. */
export async function withServiceRules<T>(
  context: Context,
  options: Pick<ServiceRulesOptions, 'base' | 'checkSeconds'>,
  use: (context: Context) => Promise<T>,
): Promise<T> {
  const rules = createServiceRules({ ...context, ...options });
  try {
    return await use({ ...context, rules });
  } finally {
    await rules.close();
  }
}
