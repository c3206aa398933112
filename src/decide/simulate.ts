import { changed } from '../advise/changeable.js';
import type { Advice } from '../advise/schema.js';
import { decidedSettings } from '../audit/new-record.js';
import { readDecision } from '../audit/record.js';
import type { RecommendationRecord } from '../audit/schema.js';
import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import { type Profile, type ProfileInput, profileSchema } from '../profile/schema.js';
import type { Settings } from '../settings/slots.js';
import { invalidProfile } from './advise.js';
import type { Context } from './context.js';
import { type Difference, differencesOf } from './decided.js';
import { readRecorded } from './recorded.js';
import { fixedOf } from './replay.js';
import { compile, ruleSetNamed } from './rule-set-named.js';

export interface SimulateRequest {
  /** Facts to begin with: a profile, or those of a recorded decision. */
  readonly from: { readonly profile: ProfileInput } | { readonly decision: string };
  /** Facts that are changed; `null` takes one away. */
  readonly changes?: Readonly<Record<string, FactValue | null>>;
  /** Slots that are fixed; of a decision those that were, unless told. */
  readonly settings?: Partial<Settings>;
  /** `active`, `built-in` or a hash; without it the active one, or that of the decision. */
  readonly ruleSet?: string;
}

export interface Simulation {
  readonly ruleSet: { readonly name: string; readonly version: string; readonly hash: string };
  readonly profile: Profile;
  readonly settings: Advice['settings'];
  readonly advice: Advice['items'];
  /** Against the recorded decision, or against the profile without the changes. */
  readonly differences: readonly Difference[];
}

/**
 * What the rules would say: of other facts, with other settings fixed, or under other rules. Nothing is recorded.
 * @throws SextantError `not_found`, `profile_invalid`, `settings_invalid`, `rules_invalid`, and what the store throws
 */
export async function simulate(context: Context, request: SimulateRequest): Promise<Simulation> {
  const { changes = {}, ruleSet } = request;
  const start = await startOf(context, request);
  const advisor = await (ruleSet === undefined ? start.advisor() : ruleSetNamed(context, ruleSet));
  const result = changed(start.profile, changes);
  if ('problem' in result) throw badChange(result.problem);
  const fixed = request.settings ?? start.fixed;
  const { settings, items } = await advisor.advise(result.profile, fixed);
  const before = start.decided ?? decidedSettings((await advisor.advise(start.profile, fixed)).items);
  const { name, version, hash } = advisor.ruleSet;
  return {
    ruleSet: { name, version, hash },
    profile: result.profile,
    settings,
    advice: items,
    differences: differencesOf(before, decidedSettings(items)),
  };
}

async function startOf(context: Context, { from }: SimulateRequest) {
  if ('profile' in from) {
    const parsed = profileSchema.safeParse(from.profile);
    if (!parsed.success) throw invalidProfile(parsed.error.issues);
    return { profile: parsed.data, fixed: {}, advisor: context.advisor };
  }
  const { record, ruleSet } = await recordedAdvice(context, from.decision, '/decision');
  return {
    profile: record.facts.profile,
    fixed: fixedOf(record),
    decided: record.outcome.settings,
    advisor: () => Promise.resolve(compile(ruleSet)),
  };
}

/**
 * The rules' answer for a profile that is on record, and the rule set that gave it; `pointer` is where the request names it.
 * @throws SextantError `not_found`; `usage_invalid` for a decision of another kind
 */
export async function recordedAdvice(context: Pick<Context, 'store' | 'workspaceId'>, id: string, pointer: string) {
  const { row, ruleSet } = await context.store(({ db }) => readRecorded(db, context.workspaceId, id));
  const record = readDecision(row);
  if (record.kind === 'recommendation') return { record: record satisfies RecommendationRecord, ruleSet };
  throw new SextantError('usage_invalid', `${record.id} is a decision of the kind ${record.kind}, not of a profile.`, {
    hint: 'Name the decision by which the recommendation was made: its kind is recommendation.',
    fields: { pointers: [pointer] },
  });
}

const badChange = (problem: string): SextantError =>
  new SextantError('profile_invalid', `The changed profile cannot be used: ${problem}.`, {
    hint: 'Change facts that a profile states, such as rows, columns.numeric or target.skewness; derived facts follow.',
    fields: { pointers: ['/changes'] },
  });
