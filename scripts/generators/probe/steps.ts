import type { LadderRung } from '../../../src/report/view/ladder.js';
import type { ProbeReport, Recommendation, Trial } from '../../../src/settings/recommendation.js';
import { type DepthPoint, isJudged } from './charts.js';
import type { ProbeRecord, Proposed, Round } from './record.js';

/** A round of refinement: what the rules were asked, and what was tried on their answer. */
export interface Step extends Round {
  readonly trials: readonly Trial[];
}

export interface Recorded {
  readonly recommendation: Recommendation;
  readonly probe: ProbeReport;
  readonly record: ProbeRecord;
  /** What the rules recommended, trained. */
  readonly start: Trial;
  /** The ladder of learning rates, the recommendation included. */
  readonly first: readonly Trial[];
  readonly steps: readonly Step[];
  /** The trial that held at the end of refinement. */
  readonly last: Trial;
}

export function stepsOf(recommendation: Recommendation, record: ProbeRecord): Recorded {
  const { probe } = recommendation;
  const start = probe?.trials.find(({ because }) => because === 'recommendation');
  if (!probe || !start) throw new Error('the record holds no probe');
  const { rounds } = record;
  const { trials } = probe;
  const steps = rounds.map((round, i) => ({
    ...round,
    // Draws follow on the last round, and answer no rule.
    trials: trials
      .slice(round.trialsBefore, rounds[i + 1]?.trialsBefore)
      .filter(({ because }) => because !== 'search.halving'),
  }));
  const last = trials.findLast(({ kept }) => kept) ?? start;
  return { recommendation, probe, record, start, first: trials.slice(0, rounds[0]?.trialsBefore), steps, last };
}

/** Rates of the first stage; the chosen one is that of the trial that was kept. */
export function ladderOf({ first, recommendation }: Recorded): LadderRung[] {
  const recommended = recommendation.advice.find(({ slot }) => slot === 'learningRate')?.recommended;
  return first
    .map(({ settings, score, kept }) => ({
      learningRate: Number(settings['learningRate'] ?? recommended),
      loss: score,
      isChosen: kept,
    }))
    .sort((a, b) => a.learningRate - b.learningRate);
}

/**
 * The linear model, the network that held at first, and the best rate of each other depth that was tried against it. The linear
 * model's loss follows from the gain of the network over it.
 */
export function depthsOf({ start, first, steps, recommendation }: Recorded): DepthPoint[] {
  const incumbent = first.find(({ kept }) => kept) ?? start;
  const { score } = incumbent;
  const overLinear = steps[0]?.evidence.gainOverLinear?.difference;
  const recommended = recommendation.advice.find(({ slot }) => slot === 'hiddenLayers')?.recommended;
  if (score === null || typeof recommended !== 'number') return [];
  const points: DepthPoint[] = [{ depth: recommended, loss: score, holds: true }];
  if (overLinear !== undefined) points.push({ depth: 0, loss: score + overLinear, holds: false });
  const others = new Map<number, Trial>();
  for (const trial of steps.flatMap(({ trials }) => trials)) {
    const depth = trial.settings['hiddenLayers'];
    const better = others.get(Number(depth))?.score ?? Number.POSITIVE_INFINITY;
    const isOfStart = trial.parentId === incumbent.id && typeof depth === 'number' && isJudged(trial);
    if (isOfStart && trial.score !== null && trial.score < better) others.set(depth, trial);
  }
  for (const [depth, { score: loss, interval }] of others) {
    if (loss === null || !interval) continue;
    points.push({ depth, loss, interval: [score - interval[1], score - interval[0]], holds: false });
  }
  return points.sort((a, b) => a.depth - b.depth);
}

/** Trials that no rule proposed and that are none of the first ladder: drawn when refinement had ended. */
export function drawsOf({ probe, first, steps }: Recorded): Trial[] {
  const told = new Set([...first, ...steps.flatMap(({ trials }) => trials)].map(({ id }) => id));
  return probe.trials.filter(({ id }) => !told.has(id));
}

/** The proposal that a trial came from. */
export const proposalOf = ({ proposals }: Step, trial: Trial): Proposed | undefined =>
  proposals.find(({ ruleId }) => ruleId === trial.because);
