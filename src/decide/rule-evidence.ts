import { isDiagnosisRule } from '../advise/diagnose.js';
import { readDecision } from '../audit/record.js';
import type { RecommendationRecord, VerdictsRecord } from '../audit/schema.js';
import type { Place } from '../page.js';
import { studentQuantile } from '../refine/statistics.js';
import { type Verdict, verdicts } from '../settings/recommendation.js';
import { listVerdicts, type VerdictRows } from '../store/list-verdicts.js';
import { nextTurn } from '../turn.js';
import { advisorFor } from './advisor-for.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';

/** A mean over probes and its 95 % interval, which needs two of them. */
export interface MeanEffect {
  readonly probes: number;
  readonly meanPercent: number;
  readonly interval: readonly [number, number] | null;
}

/** What probes found about a rule. */
export interface RuleEvidence {
  readonly ruleId: string;
  /** The setting that it decides. */
  readonly slot: string | null;
  /** Probes of recommendations in which it decided. */
  readonly probes: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Of the probes that tried another value, those that confirmed it; with its interval (Wilson). Null where none did. */
  readonly confirmedShare: { readonly value: number; readonly interval: readonly [number, number] } | null;
  /** Whether there are too few probes that tried another value to say much. */
  readonly isFew: boolean;
  /** What the value that holds gains over the best other one, by verdict; in percent of the constant predictor's loss. */
  readonly effects: Readonly<Partial<Record<Verdict, MeanEffect>>>;
  /** How many probes were looked at, the newest ones, and whether there are no more. */
  readonly looked: { readonly probes: number; readonly isWhole: boolean };
}

/** Probes that are looked at. */
const MOST_PROBES = 1_000;
const PROBES_OF_A_PAGE = 20;
/** Below so many the share of the confirmed could be nearly anything. */
const ENOUGH = 10;

/** One verdict on what the rule said. */
interface Seen {
  readonly slot: string;
  readonly verdict: Verdict;
  readonly percent: number | undefined;
}

/**
 * How often probes of the workspace confirmed, adjusted or refuted what a rule recommended, and by how much. A diagnosis rule
 * decides no setting by itself: of such there is nothing.
 * @throws SextantError `not_found` for a rule that does not decide here and never did, `store_failed` when a record was changed
 */
export async function getRuleEvidence(context: Context, ruleId: string): Promise<RuleEvidence> {
  const seen: Seen[] = [];
  let probes = 0;
  let before: Place | undefined;
  let isWhole = false;
  while (!isWhole && probes < MOST_PROBES) {
    const page = { workspaceId: context.workspaceId, limit: PROBES_OF_A_PAGE, before };
    const rows = await context.store(({ db }) => listVerdicts(db, page));
    for (const row of rows) {
      seen.push(...seenIn(row, ruleId));
      await nextTurn();
    }
    probes += rows.length;
    isWhole = rows.length < PROBES_OF_A_PAGE;
    const last = rows.at(-1)?.verdicts;
    before = last && { at: last.occurredAt, id: last.id };
  }
  const { ruleSet } = await advisorFor(context);
  const rule = ruleSet.rules.find(({ id }) => id === ruleId);
  if (!rule && seen.length === 0) throw notFound('rule', ruleId);
  const slot = rule === undefined ? (seen[0]?.slot ?? null) : isDiagnosisRule(rule) ? null : rule.slot;
  return { ruleId, slot, ...summarize(seen), looked: { probes, isWhole } };
}

function seenIn({ verdicts: row, tested }: VerdictRows, ruleId: string): Seen[] {
  const [found, decided] = [readDecision(row), readDecision(tested)];
  if (found.kind !== 'verdicts' || decided.kind !== 'recommendation') return [];
  const slot = slotOf(decided, ruleId);
  const verdict = slot === undefined ? undefined : found.outcome.verdicts[slot];
  if (slot === undefined || verdict === undefined) return [];
  return [{ slot, verdict, percent: percentOf(found, slot) }];
}

/** The slot that the rule decided; one that collects values has no verdict on a single rule. */
const slotOf = ({ outcome }: RecommendationRecord, ruleId: string): string | undefined =>
  Object.entries(outcome.settings).find(([, decided]) => !Array.isArray(decided) && decided.ruleId === ruleId)?.[0];

const percentOf = ({ outcome }: VerdictsRecord, slot: string): number | undefined => outcome.effects?.[slot]?.percent;

function summarize(seen: readonly Seen[]) {
  const of = (verdict: Verdict): Seen[] => seen.filter((one) => one.verdict === verdict);
  const tested = seen.filter(({ verdict }) => verdict !== 'untested').length;
  const effects = verdicts.flatMap((verdict): [Verdict, MeanEffect][] => {
    const mean = meanOf(of(verdict).flatMap(({ percent }) => (percent === undefined ? [] : [percent])));
    return mean ? [[verdict, mean]] : [];
  });
  return {
    probes: seen.length,
    verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict, of(verdict).length])) as Record<Verdict, number>,
    confirmedShare: tested === 0 ? null : shareOf(of('confirmed').length, tested),
    isFew: tested < ENOUGH,
    effects: Object.fromEntries(effects),
  };
}

function meanOf(values: readonly number[]): MeanEffect | undefined {
  const probes = values.length;
  if (probes === 0) return undefined;
  const meanPercent = values.reduce((sum, value) => sum + value, 0) / probes;
  if (probes === 1) return { probes, meanPercent, interval: null };
  const variance = values.reduce((sum, value) => sum + (value - meanPercent) ** 2, 0) / (probes - 1);
  const half = studentQuantile(0.975, probes - 1) * Math.sqrt(variance / probes);
  return { probes, meanPercent, interval: [meanPercent - half, meanPercent + half] };
}

/** The interval of Wilson (1927), which stays within 0 and 1 and is honest for few counts. */
function shareOf(count: number, of: number): NonNullable<RuleEvidence['confirmedShare']> {
  const z = 1.959964;
  const value = count / of;
  const middle = (value + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  return { value, interval: [Math.max(0, middle - half), Math.min(1, middle + half)] };
}
