import { isDiagnosisRule } from '../advise/diagnose.js';
import type { Settings, Slot } from '../settings/slots.js';
import type { Proposal } from './propose.js';
import { best, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/** Numbers of which more is more regularisation. */
const regularisers: ReadonlySet<Slot> = new Set(['dropout', 'weightDecay', 'inputNoise', 'mixup', 'labelSmoothing']);
/** Regularisers tried on a deeper network: by their priority dropout and weight decay, where both are left to raise. */
const MOST = 2;

const layersOf = ({ settings }: TrainedTrial): number => settings.hiddenLayers ?? 0;

/** Of trials that did not gain the best one with more layers than the network that holds. */
export const bestDeeper = (dropped: readonly TrainedTrial[], holder: SuccessfulTrial): SuccessfulTrial | undefined =>
  best(dropped.filter((trial) => layersOf(trial) > layersOf(holder)));

/** What the diagnosis of a network's own evidence asks for against overfitting; nothing where it does not overfit. */
export const regularisations = (proposals: readonly Proposal[], settings: Settings): Proposal[] =>
  proposals
    .filter(({ slot, value, ruleId }) => isDiagnosisRule({ id: ruleId }) && isMore(settings[slot], slot, value))
    .slice(0, MOST)
    .map((proposal) => ({
      ...proposal,
      because: `Before ${settings.hiddenLayers} layers are given up: ${proposal.because}`,
    }));

const isMore = (present: unknown, slot: Slot, value: unknown): boolean =>
  regularisers.has(slot) && typeof present === 'number' && typeof value === 'number' && value > present;
