import { asSextantError } from '../errors.js';
import { createRandom } from '../random.js';
import { createAdvisorWith } from './advise.js';
import { createPlainEvaluator } from './compile.js';
import { drawProfile } from './draw-profile.js';
import type { Finding } from './findings.js';
import type { RuleSet } from './schema.js';

/** Profiles that are tried. */
const DRAWS = 150;

/**
 * Asks a proven rule set about many random profiles: a value that is computed may turn out illegal, or no number, which the proof
 * does not look at. The first failure of each rule is told, with its profile.
 */
export async function tryOut(ruleSet: RuleSet): Promise<Finding[]> {
  const advisor = createAdvisorWith(ruleSet, createPlainEvaluator);
  const random = createRandom(0, 'try-out');
  const found = new Map<string, Finding>();
  for (let draw = 0; draw < DRAWS; draw++) {
    const profile = drawProfile(random);
    const failure = await advisor.advise(profile).then(() => undefined, asSextantError);
    if (failure === undefined) continue;
    const { rule } = failure.fields;
    const finding: Finding = {
      kind: 'invalid',
      ...(typeof rule === 'string' && { ruleId: rule }),
      problem: failure.message,
      fix: 'Clamp the computed value, or narrow the condition.',
      witness: { profile },
    };
    if (!found.has(finding.ruleId ?? '')) found.set(finding.ruleId ?? '', finding);
  }
  return [...found.values()];
}
