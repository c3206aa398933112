import type { Advisor } from '../advise/advise.js';
import { isDiagnosisRule } from '../advise/diagnose.js';
import type { Trace } from '../advise/schema.js';
import { canPass } from '../probe/grow.js';
import { roundRate } from '../refine/search-space.js';
import type { Profile } from '../profile/schema.js';
import type { Evidence } from '../settings/evidence.js';
import type { DepthStart } from '../settings/recommendation.js';
import { isCollectSlot, isSlot, type Settings, type Slot, slotSchemas } from '../settings/slots.js';
import { isTrainable } from './trainable.js';
import { type PlannedTrial, type SuccessfulTrial, trainedSettings } from './trial.js';
import { isSameJson } from '../same-json.js';

/** A change of one slot that a rule proposes to try. */
export interface Proposal {
  readonly slot: Slot;
  readonly value: unknown;
  readonly ruleId: string;
  readonly because: string;
}

export interface ProposeInput {
  readonly advisor: Advisor;
  readonly profile: Profile;
  readonly incumbent: SuccessfulTrial;
  readonly evidence: Evidence;
  /** Slots that the caller fixed. */
  readonly fixed: ReadonlySet<string>;
  /** `keysOf` what was tried before. */
  readonly tried: ReadonlySet<string>;
}

/** A slot's value, as `tried` knows it. */
export const keyOf = (slot: string, value: unknown): string => `${slot} ${JSON.stringify(value)}`;

/** What a proposal tries: a value of a slot; and a diagnosis of the slot's present value, whatever number the evidence makes of it. */
export const keysOf = ({ slot, value, ruleId }: Proposal, settings: Settings): string[] => [
  keyOf(slot, value),
  ...(isDiagnosisRule({ id: ruleId }) ? [`${ruleId} from ${JSON.stringify(settings[slot])}`] : []),
];

/**
 * What to try next: the diagnosis rules' answers to the evidence, and the trials that the advice itself asked for.
 * Left out: slots that the caller fixed, values that hold already or were tried, and what the probe cannot train.
 */
export async function propose(input: ProposeInput): Promise<{ proposals: Proposal[]; trace: Trace }> {
  const { advisor, profile, incumbent, evidence, fixed, tried } = input;
  const { settings } = incumbent;
  const { diagnoses, trace } = await advisor.diagnose({ profile, settings, evidence });
  const asked = (settings.trials ?? []).flatMap(({ slot, value, because }): Proposal[] =>
    isSlot(slot) ? [{ slot, value, ruleId: `trials.${slot}`, because }] : [],
  );
  const seen = new Set<string>();
  const proposals = inOrder(diagnoses, asked)
    .map(rounded)
    .filter((proposal) => {
      const keys = keysOf(proposal, settings);
      const [value = ''] = keys;
      const isNew = !seen.has(value) && !keys.some((key) => tried.has(key)) && !fixed.has(proposal.slot);
      seen.add(value);
      return isNew && isLegal(settings, proposal);
    });
  return { proposals, trace };
}

/**
 * Diagnoses come first, since they look at the evidence; but not before the one trial that the advice wants most, where it is a
 * single configuration of a slot that they do not speak of: three diagnoses would leave it no time.
 */
function inOrder(diagnoses: readonly Proposal[], asked: readonly Proposal[]): readonly Proposal[] {
  const [first, ...others] = asked;
  const isUrgent = first && !rateSensitive.has(first.slot) && diagnoses.every(({ slot }) => slot !== first.slot);
  return isUrgent ? [first, ...diagnoses, ...others] : [...diagnoses, ...asked];
}

/** A rate that a rule computed is not known better than those of the ladder. */
export const rounded = <T extends Pick<Proposal, 'slot' | 'value'>>(proposal: T): T =>
  proposal.slot === 'learningRate' && typeof proposal.value === 'number'
    ? { ...proposal, value: roundRate(proposal.value) }
    : proposal;

/** Of what the first stage varied alone: a rule need not propose it again. */
export const keysOfTrials = (trials: readonly Pick<PlannedTrial, 'changes'>[]): string[] =>
  trials.flatMap(({ changes }) => {
    const [only, ...others] = Object.entries(changes);
    return only && others.length === 0 ? [keyOf(only[0], only[1])] : [];
  });

function isLegal(settings: Settings, { slot, value }: Proposal): boolean {
  if (isCollectSlot(slot) || settings[slot] === null) return slot === 'gradientClipNorm' && typeof value === 'number';
  if (isSameJson(settings[slot], value)) return false;
  if (!slotSchemas[slot].safeParse(value).success) return false;
  return isTrainable({ ...settings, [slot]: value }, slot);
}

/** Slots after whose change the learning rate is tuned again (tuning playbook: the rate is a nuisance parameter). */
export const rateSensitive: ReadonlySet<Slot> = new Set([
  'hiddenLayers',
  'hiddenUnits',
  'hiddenActivation',
  'optimizer',
  'batchSize',
  'initializer',
  'normalization',
  'residual',
  'loss',
]);
const RATE_FACTORS = [1, 0.4, 2.5];

/** Settings that follow a change, e.g. the units of the first hidden layer after none. */
export function completed(settings: Settings, advised: Settings): Settings {
  if (!settings.hiddenLayers) return settings;
  const missing = (Object.keys(settings) as Slot[]).filter((slot) => settings[slot] === null);
  return { ...settings, ...Object.fromEntries(missing.map((slot) => [slot, advised[slot]])) };
}

export interface Scene {
  readonly incumbent: SuccessfulTrial;
  readonly advised: Settings;
  readonly fixed: ReadonlySet<string>;
  readonly depthStart?: DepthStart;
  readonly createId: () => string;
}

/** The trials that answer one proposal: the change alone, and with other rates where the rate must be tuned again. */
export function trialsOf(proposal: Proposal, scene: Scene): PlannedTrial[] {
  const { incumbent, advised, fixed, createId } = scene;
  const { settings } = incumbent;
  const growth = growthOf(proposal, scene);
  const rate = settings.learningRate ?? 1e-3;
  // A number of epochs is one of those that were trained, of which a short budget may have left the incumbent a share.
  const isWhole = proposal.slot === 'epochs' && Number(proposal.value) <= (trainedSettings(incumbent).epochs ?? 0);
  const epochsShare = isWhole ? undefined : incumbent.epochsShare;
  const isTuned = rateSensitive.has(proposal.slot) && !fixed.has('learningRate');
  return (isTuned ? RATE_FACTORS : [1]).map((factor) => {
    const change: Partial<Settings> = { [proposal.slot]: proposal.value, ...growth.changes };
    const changes = factor === 1 ? change : { ...change, learningRate: roundRate(rate * factor) };
    return {
      id: createId(),
      parentId: incumbent.id,
      ...(epochsShare !== undefined && { epochsShare }),
      ...(growth.from && { grownFrom: growth.from }),
      settings: completed({ ...settings, ...changes }, advised),
      changes,
      because: proposal.ruleId,
      sentence: proposal.because,
    };
  });
}

/**
 * What a trial grows out of: a deeper one out of the incumbent, another one out of that which the incumbent grew out of, so that
 * both start alike where its shape and encoding let it; else it starts anew, at a disadvantage. A second layer that could not
 * pass on what the first gives is given a skip connection for it.
 */
function growthOf(
  { slot, value }: Proposal,
  { incumbent, fixed, depthStart }: Scene,
): { readonly from?: SuccessfulTrial; readonly changes?: Partial<Settings> } {
  if (depthStart !== 'grown') return {};
  const { settings, grownFrom } = incumbent;
  if (slot !== 'hiddenLayers') return grownFrom ? { from: grownFrom } : {};
  if (value !== (settings.hiddenLayers ?? 0) + 1) return {};
  const { network } = incumbent.result;
  const needsSkip = settings.hiddenLayers === 1 && !canPass(network, false) && canPass(network, true);
  const mayChange = settings.residual !== true && !fixed.has('residual');
  return { from: incumbent, ...(needsSkip && mayChange && { changes: { residual: true } }) };
}
