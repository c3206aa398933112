import { isSuccessful, type SuccessfulTrial, type TrainedTrial } from '../../src/decide/trial.js';
import type { Settings } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';

export interface TrialSketch {
  readonly id: string;
  readonly parentId?: string | null;
  readonly settings?: Partial<Settings>;
  readonly changes?: Partial<Settings>;
  readonly because?: string;
  /** Loss of each of eight rows; absent: it diverged, unless it was lost. */
  readonly losses?: readonly number[];
  readonly isLost?: true;
  readonly epochsShare?: number;
}

/** A trial as a probe leaves it, with the losses that the test wants and nothing trained. */
export function trialOf({
  id,
  parentId = null,
  settings,
  changes = {},
  because = 'test',
  losses,
  ...more
}: TrialSketch): TrainedTrial {
  const planned = {
    id,
    parentId,
    settings: { ...binarySettings, ...settings, ...changes },
    changes,
    because,
    sentence: because,
    kept: false,
    ...more,
  };
  return losses ? { ...planned, result: resultOf(losses) } : planned;
}

export function successful(sketch: TrialSketch & { readonly losses: readonly number[] }): SuccessfulTrial {
  const trial = trialOf(sketch);
  if (!isSuccessful(trial)) throw new Error('a trial with losses is successful');
  return trial;
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function resultOf(losses: readonly number[]): SuccessfulTrial['result'] {
  const half = losses.length / 2;
  return {
    losses: Float64Array.from(losses),
    foldLosses: [meanOf(losses.slice(0, half)), meanOf(losses.slice(half))],
    foldCurve: [[1, 1]],
    loss: meanOf(losses),
    complexity: [],
    network: { inputs: 1, outputs: 1, hidden: [], activation: 'relu' },
    observation: {
      curve: { epochs: [1], train: [1], validation: [1] },
      chosenEpoch: 1,
      foldLosses: [1, 1],
      clippedShare: 0,
      gradientNormNinetieth: 1,
      deadUnitShare: 0,
      gradientNormRatio: 1,
      secondsPerEpoch: 0,
      constantLoss: 1,
    },
    outOfFold: new Float32Array(0),
    weights: new Float32Array(0),
    dataId: 'data',
  };
}
