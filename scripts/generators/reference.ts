import { files as openApiFiles } from './openapi.js';
import { apiPage } from './reference/api.js';
import { cliPage } from './reference/cli.js';
import { configurationPage } from './reference/configuration.js';
import { logPage } from './reference/log.js';
import { metricsPage } from './reference/metrics.js';

/** The reference: what a reader looks up, from what the program itself says. */
export async function files(): Promise<Record<string, string>> {
  const { 'openapi/openapi.json': openApi = '{}' } = await openApiFiles();
  return {
    'docs/reference/api.md': apiPage(JSON.parse(openApi)),
    'docs/reference/cli.md': cliPage(),
    'docs/reference/configuration.md': configurationPage(),
    'docs/reference/log.md': logPage(),
    'docs/reference/metrics.md': await metricsPage(),
  };
}
