import type { Advisor } from '../advise/advise.js';
import type { Context } from '../decide/context.js';
import type { Span } from '../tracing.js';

/** The same, where what the rules and the store do is told as parts of the request. */
export function traced(context: Context, span: Span | undefined): Context {
  if (!span) return context;
  const told = async (found: Promise<Advisor>): Promise<Advisor> => {
    const advisor = await found;
    span.describe({ 'sextant.rule_set_hash': advisor.ruleSet.hash });
    return { ...advisor, advise: (...asked) => span.within('advise', () => advisor.advise(...asked)) };
  };
  const { rules } = context;
  return {
    ...context,
    store: (use) => span.within('store', () => context.store(use)),
    advisor: () => told(context.advisor()),
    ...(rules && {
      rules: { ...rules, active: { ...rules.active, advisorOf: (id) => told(rules.active.advisorOf(id)) } },
    }),
  };
}
