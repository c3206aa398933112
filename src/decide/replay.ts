import type { Advisor } from '../advise/advise.js';
import { decidedSettings } from '../audit/new-record.js';
import { readDecision } from '../audit/record.js';
import type { DecisionRecord, RecommendationRecord, RefinementRecord } from '../audit/schema.js';
import { SextantError } from '../errors.js';
import type { Settings } from '../settings/slots.js';
import type { Context } from './context.js';
import { type Difference, differencesOf } from './decided.js';
import { type Recorded, readRecorded } from './recorded.js';
import { factsOfRefinement, replayRefinement } from './replay-refinement.js';
import { compile, ruleSetNamed } from './rule-set-named.js';

export interface ReplayRequest {
  /** Of a decision (`dec_`), or of a recommendation (`rec_`): the decision by which it was made. */
  readonly id: string;
  /** `active`, `built-in` or a hash; without it the recorded one. */
  readonly ruleSet?: string;
}

/** By which rules and programs a decision was made. */
interface MadeBy extends Pick<DecisionRecord, 'ruleSet' | 'appVersion' | 'engineVersion'> {}
/** `ruleSet` is absent where none could be evaluated. */
type MadeNow = Omit<MadeBy, 'ruleSet'> & Partial<MadeBy>;

/**
 * `same`: every value and rule again. `engine_drift`: the recorded rules give something else on the recorded facts, so that this
 * version does not evaluate them as that one did. `different`: other rules were asked for, and they decide otherwise.
 */
export type ReplayOutcome = 'same' | 'engine_drift' | 'different' | 'not_replayable';

/**
 * `no_rules`: no rule was evaluated for it. `rules_unreadable`: this version cannot evaluate the recorded rules.
 * `facts_incomplete`: the record does not hold all that the rules read. `evaluation_failed`: the rules give no answer.
 */
export type NotReplayable = 'no_rules' | 'rules_unreadable' | 'facts_incomplete' | 'evaluation_failed';

export interface Replay {
  readonly decisionId: string;
  readonly kind: DecisionRecord['kind'];
  readonly outcome: ReplayOutcome;
  /** Why it could not be replayed. */
  readonly reason?: { readonly code: NotReplayable; readonly message: string };
  readonly recorded: MadeBy;
  readonly replayed: MadeNow;
  /** `before` is what was recorded. */
  readonly differences: readonly Difference[];
}

/**
 * Evaluates the facts of a recorded decision once more, under the rules that decided or under others, and compares. Nothing is
 * recorded.
 * @throws SextantError `not_found`, and `record_damaged` when the record, or one that it follows from, was changed after it was written
 */
export async function replay(context: Context, { id, ruleSet }: ReplayRequest): Promise<Replay> {
  const recorded = await context.store(({ db }) => readRecorded(db, context.workspaceId, id));
  const record = readDecision(recorded.row);
  const { appVersion, engineVersion } = record;
  const versions = { appVersion: context.versions.app, engineVersion: context.versions.engine };
  const head = {
    decisionId: record.id,
    kind: record.kind,
    recorded: { ruleSet: record.ruleSet, appVersion, engineVersion },
  };
  const failed = (code: NotReplayable, message: string, replayed: MadeNow = versions): Replay => ({
    ...head,
    outcome: 'not_replayable',
    reason: { code, message },
    replayed,
    differences: [],
  });
  const recordedBy = attempt(() => compile(recorded.ruleSet));
  const advisor = ruleSet === undefined ? recordedBy : await ruleSetNamed(context, ruleSet);
  if (advisor instanceof SextantError) return failed('rules_unreadable', advisor.message);
  const { name, version, hash } = advisor.ruleSet;
  const replayed = { ...versions, ruleSet: { name, version, hash } };
  const evaluate = evaluationOf(record, recorded, recordedBy);
  if ('code' in evaluate) return failed(evaluate.code, evaluate.message, replayed);
  try {
    const differences = await evaluate.by(advisor);
    const other = hash === record.ruleSet.hash ? 'engine_drift' : 'different';
    return { ...head, outcome: differences.length === 0 ? 'same' : other, replayed, differences };
  } catch (error) {
    if (error instanceof SextantError && evaluationCodes.has(error.code))
      return failed('evaluation_failed', error.message, replayed);
    throw error;
  }
}

const evaluationCodes: ReadonlySet<string> = new Set(['rules_conflict', 'rules_invalid', 'settings_invalid']);

/** What fails by the record's own rules is told, not thrown. */
function attempt(read: () => Advisor): Advisor | SextantError {
  try {
    return read();
  } catch (error) {
    if (error instanceof SextantError) return error;
    throw error;
  }
}

type Evaluation =
  | { readonly by: (advisor: Advisor) => Promise<Difference[]> }
  | { readonly code: NotReplayable; readonly message: string };

/** How a record is evaluated once more, or why it cannot be. */
function evaluationOf(record: DecisionRecord, recorded: Recorded, recordedBy: Advisor | SextantError): Evaluation {
  if (record.kind === 'recommendation') return { by: (advisor) => replayRecommendation(advisor, record) };
  if (record.kind !== 'refinement')
    return { code: 'no_rules', message: 'No rule is evaluated for a decision of this kind.' };
  if (record.trace === null)
    return { code: 'no_rules', message: 'The trial came from the plan of the search; no rule was evaluated for it.' };
  if (recordedBy instanceof SextantError) return { code: 'rules_unreadable', message: recordedBy.message };
  return evaluationOfRefinement(record, recorded, recordedBy);
}

function evaluationOfRefinement(record: RefinementRecord, { related }: Recorded, recordedBy: Advisor): Evaluation {
  const others = related.map(readDecision);
  const first = others.find(isRecommendation);
  const trials = others.filter(isRefinement).map(({ outcome }) => outcome.trial);
  const facts = factsOfRefinement(record, first, trials);
  if (typeof facts === 'string')
    return { code: 'facts_incomplete', message: `It cannot be evaluated again: ${facts}.` };
  return { by: (advisor) => replayRefinement(advisor, recordedBy, { record, facts }) };
}

const isRecommendation = (record: DecisionRecord): record is RecommendationRecord => record.kind === 'recommendation';
const isRefinement = (record: DecisionRecord): record is RefinementRecord => record.kind === 'refinement';

/** Each fixed value passed its slot's schema before it was recorded; the advisor checks it again. */
export const fixedOf = ({ facts }: RecommendationRecord): Partial<Settings> => facts.settings;

async function replayRecommendation(advisor: Advisor, record: RecommendationRecord): Promise<Difference[]> {
  const { items } = await advisor.advise(record.facts.profile, fixedOf(record));
  return differencesOf(record.outcome.settings, decidedSettings(items));
}
