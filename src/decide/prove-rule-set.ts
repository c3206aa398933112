import { type Finding, formatFinding } from '../advise/findings.js';
import { SextantError } from '../errors.js';
import { builtInRuleSetId } from '../ids.js';
import { saveProof } from '../store/workspace-rule-sets.js';
import type { Context } from './context.js';
import { contentOf, findOwn, type OwnRuleSet, serviceRules } from './rule-sets.js';

/** What is known of a rule set before anything evaluates it. */
export interface Proof {
  readonly ruleSet: Pick<OwnRuleSet, 'id' | 'name' | 'version' | 'hash'>;
  /** Empty: every valid profile gets exactly one answer for every setting. */
  readonly findings: readonly Finding[];
}

/**
 * What is wrong with a rule set, or nothing: then it is proven. What takes too long is not proven.
 * @throws SextantError `not_found`, `queue_full`, `not_ready`, and what the store throws
 */
export async function lintRuleSet(context: Context, id: string): Promise<Proof> {
  const own = await findOwn(context, id);
  const { name, version, hash } = own;
  return { ruleSet: { id, name, version, hash }, findings: await findingsOf(context, own) };
}

/** @throws SextantError `rule_set_unproven` for rules of which it is not known that they answer every profile */
export async function checkProven(context: Context, own: OwnRuleSet): Promise<void> {
  // What the service brings decides wherever nothing else was chosen.
  const findings = own.id === builtInRuleSetId ? [] : await findingsOf(context, own);
  if (findings.length === 0) return;
  throw new SextantError(
    'rule_set_unproven',
    `The rules ${own.name} ${own.version} are not proven, so they are not used.`,
    {
      hint: 'POST to its lint says what is wrong. Mend that and upload the rules anew.',
      fields: { pointers: findings.map(() => ''), messages: findings.map(formatFinding) },
    },
  );
}

/** A proof is kept with the version of the program that made it; one that ran out of time is tried again. */
async function findingsOf(context: Context, own: OwnRuleSet): Promise<readonly Finding[]> {
  const { app } = context.versions;
  if (own.provenBy === app) return own.findings as readonly Finding[];
  const ruleSet = await contentOf(context, own);
  const findings = await serviceRules(context).checker.run('prove', { ruleSet });
  if (findings === undefined) return [outOfTime];
  if (own.id !== builtInRuleSetId) await context.store(({ db }) => saveProof(db, own.id, { findings, provenBy: app }));
  return findings;
}

const outOfTime: Finding = {
  kind: 'unproven',
  problem: 'the proof took more time or memory than it may: nothing is proven.',
  fix: 'Compare with fewer constants, or split the conditions.',
};
