import { isDiagnosisRule } from '../advise/diagnose.js';
import { tryDecision } from '../audit/record.js';
import type { VerdictsRecord } from '../audit/schema.js';
import type { Place } from '../page.js';
import { studentQuantile, wilsonInterval } from '../refine/statistics.js';
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
  readonly looked: Looked;
}

interface Looked {
  readonly probes: number;
  readonly isWhole: boolean;
  /** Probes of which a record was changed after it was written, so that they say nothing here. Absent where there is none. */
  readonly damaged?: number;
}

/** Probes that are looked at. */
const MOST_PROBES = 1_000;
const PROBES_OF_A_PAGE = 20;
/** Below so many the share of the confirmed could be nearly anything. */
const ENOUGH = 10;

/** One verdict on what a rule said. */
interface Seen {
  readonly ruleId: string;
  readonly slot: string;
  readonly verdict: Verdict;
  readonly percent: number | undefined;
}

/**
 * How often probes of the workspace confirmed, adjusted or refuted what a rule recommended, and by how much. A diagnosis rule
 * decides no setting by itself: of such there is nothing.
 * @throws SextantError `not_found` for a rule that does not decide here and never did, and what the store throws
 */
export async function getRuleEvidence(context: Context, ruleId: string): Promise<RuleEvidence> {
  const { seen: all, looked } = await look(context);
  const seen = all.filter((one) => one.ruleId === ruleId);
  const { ruleSet } = await advisorFor(context);
  const rule = ruleSet.rules.find(({ id }) => id === ruleId);
  if (!rule && seen.length === 0) throw notFound('rule', ruleId);
  const slot = rule === undefined ? (seen[0]?.slot ?? null) : isDiagnosisRule(rule) ? null : rule.slot;
  return { ruleId, slot, ...summarize(seen), looked };
}

export interface EvidenceLedger {
  /** Rules that decided a setting of a recommendation that was probed, those with the most probes first. */
  readonly rules: readonly Omit<RuleEvidence, 'looked'>[];
  readonly looked: Looked;
}

/** The same for every rule that probes of the workspace have tested. */
export async function listRuleEvidence(context: Context): Promise<EvidenceLedger> {
  const { seen, looked } = await look(context);
  const byRule = new Map<string, Seen[]>();
  for (const one of seen) byRule.set(one.ruleId, [...(byRule.get(one.ruleId) ?? []), one]);
  const rules = [...byRule].map(([ruleId, own]) => ({ ruleId, slot: own[0]?.slot ?? null, ...summarize(own) }));
  return { rules: rules.toSorted((a, b) => b.probes - a.probes || (a.ruleId < b.ruleId ? -1 : 1)), looked };
}

/** What the newest probes of the workspace found. */
async function look(context: Context): Promise<{ readonly seen: readonly Seen[]; readonly looked: Looked }> {
  const seen: Seen[] = [];
  let [probes, damaged] = [0, 0];
  let before: Place | undefined;
  let isWhole = false;
  while (!isWhole && probes < MOST_PROBES) {
    const page = { workspaceId: context.workspaceId, limit: PROBES_OF_A_PAGE, before };
    const rows = await context.store(({ db }) => listVerdicts(db, page));
    for (const row of rows) {
      const found = seenIn(row);
      if (found) seen.push(...found);
      else damaged += 1;
      await nextTurn();
    }
    probes += rows.length;
    isWhole = rows.length < PROBES_OF_A_PAGE;
    const last = rows.at(-1)?.verdicts;
    before = last && { at: last.occurredAt, id: last.id };
  }
  return { seen, looked: { probes, isWhole, ...(damaged > 0 && { damaged }) } };
}

/**
 * The verdicts on the settings that rules decided; one that collects values has no verdict on a single rule. `undefined` where a
 * record is not what was written.
 */
function seenIn({ verdicts: row, tested }: VerdictRows): Seen[] | undefined {
  if (tested === undefined) return [];
  const [found, decided] = [tryDecision(row), tryDecision(tested)];
  if ('damage' in found || 'damage' in decided) return undefined;
  const [judged, made] = [found.record, decided.record];
  if (judged.kind !== 'verdicts' || made.kind !== 'recommendation') return [];
  return Object.entries(made.outcome.settings).flatMap(([slot, setting]): Seen[] => {
    const verdict = judged.outcome.verdicts[slot];
    if (Array.isArray(setting) || setting.ruleId === null || verdict === undefined) return [];
    return [{ ruleId: setting.ruleId, slot, verdict, percent: percentOf(judged, slot) }];
  });
}

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

function shareOf(count: number, of: number): NonNullable<RuleEvidence['confirmedShare']> {
  return { value: count / of, interval: wilsonInterval(count, of) };
}
