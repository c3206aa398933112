import { type Checker, createChecker } from '../advise/checker.js';
import type { RuleSet } from '../advise/schema.js';
import { type ActiveRules, type ActiveRulesOptions, createActiveRules } from './active-rules.js';
import { createShadowRuns, type ShadowRuns } from './shadow.js';

/** What a service needs to let each workspace decide by rules of its own. */
export interface ServiceRules {
  readonly active: ActiveRules;
  readonly shadows: ShadowRuns;
  readonly checker: Checker;
  /** The rules that are shipped: what an overlay extends. */
  readonly base: () => Promise<RuleSet>;
  readonly close: () => Promise<void>;
}

export interface ServiceRulesOptions extends ActiveRulesOptions {
  readonly base: () => Promise<RuleSet>;
  /** Of one look at a rule set of a workspace. */
  readonly checkSeconds: number;
}

export function createServiceRules({ base, checkSeconds, ...options }: ServiceRulesOptions): ServiceRules {
  const active = createActiveRules(options);
  const shadows = createShadowRuns({ ...options, active });
  const checker = createChecker({ seconds: checkSeconds });
  return {
    active,
    shadows,
    checker,
    base,
    close: async () => {
      checker.close();
      await shadows.settle();
      await active.close();
    },
  };
}
