import type { Recommendation, Trial } from '../../settings/recommendation.js';

export interface DepthRung {
  readonly hiddenLayers: number;
  readonly loss: number;
  /** Of the paired difference to the network that it was compared with, as losses; absent for that network. */
  readonly interval?: readonly [number, number];
  /** Whether the recommendation ends with it. */
  readonly isChosen: boolean;
}

/**
 * Loss by hidden layers, the shallowest first: of each depth the best trial that changed the depth, with the interval of its paired difference
 * to the network that it was compared with. Empty where one depth alone was tried.
 */
export function depthLadder({ probe, advice, settings }: Recommendation): DepthRung[] {
  const recommended = advice.find(({ slot }) => slot === 'hiddenLayers')?.recommended;
  const start = probe?.trials.find(({ parentId, score }) => parentId === null && score !== null);
  if (!probe || start?.score === undefined || start.score === null || typeof recommended !== 'number') return [];
  const isChosen = (depth: number): boolean => depth === settings.hiddenLayers;
  const rungs = new Map<number, DepthRung>([
    [recommended, { hiddenLayers: recommended, loss: start.score, isChosen: isChosen(recommended) }],
  ]);
  for (const trial of probe.trials) {
    const depth = trial.settings['hiddenLayers'];
    if (typeof depth !== 'number' || trial.score === null || depth === recommended) continue;
    const before = rungs.get(depth);
    if (before && before.loss <= trial.score) continue;
    const interval = lossInterval(trial);
    rungs.set(depth, {
      hiddenLayers: depth,
      loss: trial.score,
      isChosen: isChosen(depth),
      ...(interval && { interval }),
    });
  }
  return rungs.size < 2 ? [] : [...rungs.values()].toSorted((a, b) => a.hiddenLayers - b.hiddenLayers);
}

/** The difference is how much less its loss is than that of the other. */
function lossInterval({ score, difference, interval }: Trial): readonly [number, number] | undefined {
  if (score === null || difference === undefined || interval === undefined) return undefined;
  const other = score + difference;
  return [other - interval[1], other - interval[0]];
}
