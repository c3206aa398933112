import { createAdvisor } from '../../dist/advise/advise.js';
import type { Base } from './base.js';
import type { Decider } from './contender.js';

/** Sextant as it is used: from the profile to settings, reasons and trace; with diagnosis also to proposals and theirs. */
export function createSextant({ ruleSet, diagnoses }: Base): Decider {
  const advisor = createAdvisor(ruleSet);
  return {
    name: 'Sextant',
    run: async ({ profile, evidence, fixed }) => {
      const { settings, trace } = await advisor.advise(profile, fixed);
      const answers = diagnoses ? (await advisor.diagnose({ profile, settings, evidence })).trace.rules : [];
      const traces = [...trace.rules, ...answers];
      return {
        settings,
        fired: () => traces.filter(({ fired }) => fired).map(({ ruleId }) => ruleId),
      };
    },
  };
}
