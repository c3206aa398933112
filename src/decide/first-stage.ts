import { firstChanges } from '../refine/search.js';
import { LINEAR_BASELINE } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import type { ProbeInput } from './probe-input.js';
import { best, type PlannedTrial, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/** The linear baseline, and the recommended network beside others of the chosen search. */
export interface FirstStage {
  /** In the order of the search; the recommendation first. */
  readonly trials: readonly TrainedTrial[];
  /** Configurations of the whole search, whatever the budget bears of them. */
  readonly planned: number;
  readonly linear?: SuccessfulTrial;
}

/** The first stage may take this share of the time, and a grid or random draws of the trials; the rest is for refinement. */
const FIRST_STAGE_SHARE = 0.5;
/** Grid and random search have so many of a budget in trials before that share binds. */
const LEAST_CONFIGURATIONS = 8;
/** Of the first stage's time, what the recommendation may take before grid or random draws are planned by what it took. */
const CALIBRATION_SHARE = 0.25;
/** Configurations trained side by side under a budget in seconds: as many of a wave as its time admits, so that it ends in time. */
const WAVES = [8, 4, 2, 1];

/** Rates of the linear baseline: convex, so a wide ladder suffices. */
const LINEAR_RATES = [3e-3, 3e-2];
/** What a linear model is trained with, whatever suits the network: RealMLP's decay at about its rate, and no parts of its own. */
const LINEAR_SETTINGS: Partial<Settings> = {
  dropout: 0,
  weightDecay: 0.02,
  inputNoise: 0,
  mixup: 0,
  initializer: 'glorotUniform',
  inputScale: false,
  numericEmbedding: { kind: 'none' },
  learningRateSchedule: { name: 'cosine', warmupShare: 0.05 },
};

/**
 * Halving trains a ladder of rates and drops the worse ones under way. A grid and random draws are trained to their end: under
 * a budget in trials at once; under one in seconds the recommendation first, then as many waves of them as its time admits.
 */
export async function trainFirstStage(input: ProbeInput): Promise<FirstStage> {
  const { runner, budget } = input;
  const linearPlans = linearTrials(input);
  const { planned, of } = searchTrials(input);
  const isHalving = input.settings.search === 'halving';
  const afterwards = budget.secondsLeft() * (1 - FIRST_STAGE_SHARE);
  const secondsLeft = (): number => Math.max(0, budget.secondsLeft() - afterwards);
  const first = isHalving || !budget.isTimed ? planned : planned.slice(0, 1);
  budget.spend(first.length);
  const trained = await runner.train({
    purpose: `baseline and ${isHalving ? 'learning-rate ladder' : `${input.settings.search} search`}`,
    trials: [...first, ...linearPlans],
    halving: isHalving && budget.isTimed,
    ...(budget.isTimed && { secondsLimit: secondsLeft() * (isHalving ? 1 : CALIBRATION_SHARE) }),
  });
  const linearIds = new Set(linearPlans.map(({ id }) => id));
  const linear = best(trained.filter(({ id }) => linearIds.has(id)));
  const trials = trained.filter(({ id }) => !linearIds.has(id));
  const waves = await trainWaves(input, { trained: trials, planned: planned.slice(first.length), secondsLeft });
  return { trials: [...trials, ...waves], planned: of, ...(linear && { linear }) };
}

interface Waves {
  readonly trained: readonly TrainedTrial[];
  readonly planned: readonly PlannedTrial[];
  readonly secondsLeft: () => number;
}

/** Trains what is planned, in its order and to the recommendation's share of the epochs, while the time admits it. */
async function trainWaves(input: ProbeInput, { trained, planned, secondsLeft }: Waves): Promise<TrainedTrial[]> {
  const { runner, budget, settings, signal } = input;
  const epochsShare = best(trained)?.epochsShare;
  const alike = planned.map((trial) => (epochsShare === undefined ? trial : { ...trial, epochsShare }));
  const waves: TrainedTrial[] = [];
  for (let done = 0; done < alike.length && secondsLeft() > 0 && signal?.aborted !== true; ) {
    const like = best([...trained, ...waves]);
    const isAffordable = (size: number): boolean =>
      !like || runner.estimateSeconds(alike.slice(done, done + size), like) <= secondsLeft();
    const size = WAVES.find(isAffordable);
    if (size === undefined) break;
    const wave = alike.slice(done, done + size);
    budget.spend(wave.length);
    waves.push(
      ...(await runner.train({ purpose: `${settings.search} search`, trials: wave, secondsLimit: secondsLeft() })),
    );
    done += size;
  }
  return waves;
}

/** The trials of the search that a budget in trials bears, of so many. */
function searchTrials({ settings, fixed, budget, seed, createId }: ProbeInput): {
  readonly planned: PlannedTrial[];
  readonly of: number;
} {
  const search = settings.search ?? 'halving';
  const left = budget.trialsLeft();
  const most =
    search === 'halving' ? left : Math.min(left, Math.max(LEAST_CONFIGURATIONS, Math.ceil(left * FIRST_STAGE_SHARE)));
  const ids: string[] = [];
  const all = firstChanges({ search, settings, fixed, seed });
  const planned = all.slice(0, Math.max(1, most)).map((changes): PlannedTrial => {
    const id = createId();
    ids.push(id);
    const isRecommended = Object.keys(changes).length === 0;
    return {
      id,
      parentId: isRecommended ? null : (ids[0] ?? null),
      settings: { ...settings, ...changes },
      changes,
      because: isRecommended ? 'recommendation' : `search.${search}`,
      sentence: isRecommended
        ? 'what the rules recommend'
        : `the ${search} search tries it beside the recommended value`,
    };
  });
  return { planned, of: all.length };
}

function linearTrials({ settings, createId }: ProbeInput): PlannedTrial[] {
  if (settings.hiddenLayers === 0) return [];
  return LINEAR_RATES.map((learningRate) => {
    const changes = { hiddenLayers: 0, learningRate };
    return {
      id: createId(),
      parentId: null,
      settings: {
        ...settings,
        ...changes,
        ...LINEAR_SETTINGS,
        labelSmoothing: settings.labelSmoothing === null ? null : 0,
      },
      changes,
      because: LINEAR_BASELINE,
      sentence: 'a linear model, the least that a network must beat',
    };
  });
}
