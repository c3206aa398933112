import type { LearningCurve, ProbeReport, Score } from '../../settings/recommendation.js';
import type { Settings } from '../../settings/slots.js';
import { selectedTrial } from './trial-rows.js';

export interface ScoreRow {
  readonly label: string;
  readonly score: Score;
  readonly isNetwork: boolean;
}

const baselineLabels = { constant: 'constant predictor', linear: 'linear model' } as const;

/** The network's scores beside the baselines that were measured in the same unit; the best that is expected last. */
export function scoreRows({ baselines, score, expectedScore }: ProbeReport): ScoreRow[] {
  const rows = baselines.map(
    ({ name, score: of }): ScoreRow => ({ label: baselineLabels[name], score: of, isNetwork: false }),
  );
  if (score !== null) rows.push({ label: 'one network', score, isNetwork: true });
  const isEnsemble = expectedScore?.of === 'ensemble';
  if (expectedScore !== null && (isEnsemble || expectedScore.value !== score?.value))
    rows.push({ label: isEnsemble ? 'ensemble' : 'final model', score: expectedScore, isNetwork: true });
  return rows;
}

/** The score to expect of the final model. */
export const headlineScore = (probe: ProbeReport | undefined): Score | null =>
  probe?.expectedScore ?? probe?.score ?? null;

/**
 * The curve of the selected configuration, else the last one recorded. In reports of earlier versions a linear model that wins is the
 * baseline, whose curve belongs to no trial.
 */
export function selectedCurve(
  probe: ProbeReport,
  { hiddenLayers }: Pick<Settings, 'hiddenLayers'>,
): LearningCurve | undefined {
  const { learningCurves, trials } = probe;
  const marked = trials.find(({ selected }) => selected);
  const selected = (marked ?? selectedTrial(probe))?.id;
  const isOfTrial = ({ trialId }: LearningCurve): boolean => trials.some(({ id }) => id === trialId);
  const baseline = hiddenLayers === 0 && !marked ? learningCurves.find((curve) => !isOfTrial(curve)) : undefined;
  return baseline ?? learningCurves.find(({ trialId }) => trialId === selected) ?? learningCurves.at(-1);
}
