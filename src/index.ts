import { composeForProcess } from './compose.js';
import type { Explanation } from './audit/explain.js';
import type { ConfigInputs } from './config.js';
import type { AdviseRequest } from './decide/advise.js';
import type { CounterfactualRequest, RecordedCounterfactuals } from './decide/counterfactuals.js';
import type { Replay, ReplayRequest } from './decide/replay.js';
import type { SimulateRequest, Simulation } from './decide/simulate.js';
import { profileFile } from './decide/profile.js';
import type { DecisionSummary, ListRequest } from './decide/list-decisions.js';
import type { Model } from './decide/model.js';
import type { ExportModelRequest } from './decide/export-model.js';
import type { PredictRequest, PredictResult } from './decide/predict.js';
import type { ProbeRequest, RecommendOptions, RecommendRequest, RecommendResult } from './decide/schema.js';
import type { DescribedDataset, ReadOptions } from './profile/read.js';
import type { ProbeReport, Recommendation } from './settings/recommendation.js';
import { SextantError } from './errors.js';

/** For programs that embed Sextant: the verbs of the command line as functions. */

export { profileSchema } from './profile/schema.js';
export { recommendationSchema } from './settings/recommendation.js';
export { settingsSchema, slotSchemas } from './settings/slots.js';
export { errorKinds, SextantError } from './errors.js';
export type { ErrorCode, ErrorKind } from './errors.js';
export type { Profile, ProfileInput } from './profile/schema.js';
export type { AdviceItem, ProbeReport, Recommendation, Score, Trial, Verdict } from './settings/recommendation.js';
export type { Settings, Slot, Warning } from './settings/slots.js';
export type { Task } from './settings/tasks.js';
export type { Progress, RecommendOptions, RecommendRequest, RecommendResult } from './decide/schema.js';
export type { CounterfactualRequest, RecordedCounterfactuals, Replay, ReplayRequest, SimulateRequest, Simulation };
export type {
  AdviseRequest,
  DescribedDataset as Dataset,
  DecisionSummary,
  Explanation,
  ExportModelRequest,
  ListRequest,
  Model,
  PredictRequest,
  PredictResult,
  ReadOptions,
};

/** Keys of the configuration, e.g. `{ dataDirectory: 'record', backend: 'wasm' }`; before environment and file. */
export type SextantOptions = NonNullable<ConfigInputs['flags']>;

/** What a probe is asked: a recommendation's request whose probe is not left out. */
export type ProbeOnlyRequest = RecommendRequest & { readonly probe: ProbeRequest };

/** The verbs, bound to one configuration. The store is opened for each write and closed again. */
export interface Sextant {
  /** The facts of a file; nothing is decided or recorded. */
  readonly profile: (request: ReadOptions) => Promise<DescribedDataset>;
  /** The rules' answer for a profile, recorded. */
  readonly advise: (request: AdviseRequest) => Promise<Recommendation>;
  /** The main job: profile, advise, probe, refine; recorded. */
  readonly recommend: (request: RecommendRequest, options?: RecommendOptions) => Promise<RecommendResult>;
  /** The same, of which only what the training showed is returned. */
  readonly probe: (request: ProbeOnlyRequest, options?: RecommendOptions) => Promise<ProbeReport>;
  /** Predicts the rows of a file with a model that was kept. */
  readonly predict: (request: PredictRequest) => Promise<PredictResult>;
  /** Writes a model that was kept for TensorFlow.js; gives the path of the file to load. */
  readonly exportModel: (request: ExportModelRequest) => Promise<string>;
  readonly decisions: (request: ListRequest) => Promise<DecisionSummary[]>;
  /** Why a decision (`dec_`) or a recommendation (`rec_`) came out as it did. */
  readonly explain: (id: string) => Promise<Explanation>;
  /** Decides once more on recorded facts, under the recorded rules or others, and compares; not recorded. */
  readonly replay: (request: ReplayRequest) => Promise<Replay>;
  /** What the rules would say of other facts; not recorded. */
  readonly simulate: (request: SimulateRequest) => Promise<Simulation>;
  /** The smallest changes of facts that flip a setting; not recorded. */
  readonly counterfactuals: (request: CounterfactualRequest) => Promise<RecordedCounterfactuals>;
}

/** Binds the verbs to a configuration. Throws `config_invalid`. */
export function createSextant(options: SextantOptions = {}): Sextant {
  const { context } = composeForProcess(options);
  const recommend: Sextant['recommend'] = async (request, progress) =>
    (await import('./decide/recommend.js')).recommend(context, request, progress);
  return {
    profile: (request) => profileFile({ limits: context.limits.table, ...request }),
    advise: async (request) => (await import('./decide/advise.js')).adviseProfile(context, request),
    recommend,
    probe: async (request, progress) => probeOf(await recommend(request, progress)),
    predict: async (request) => (await import('./decide/predict.js')).predictRows(context, request),
    exportModel: async (request) => (await import('./decide/export-model.js')).exportModel(request),
    decisions: async (request) => (await import('./decide/list-decisions.js')).listDecisions(context, request),
    explain: async (id) => (await import('./decide/explain.js')).explain(context, id),
    replay: async (request) => (await import('./decide/replay.js')).replay(context, request),
    simulate: async (request) => (await import('./decide/simulate.js')).simulate(context, request),
    counterfactuals: async (request) =>
      (await import('./decide/counterfactuals.js')).counterfactualsOf(context, request),
  };
}

function probeOf({ recommendation: { probe } }: RecommendResult): ProbeReport {
  if (probe !== undefined) return probe;
  throw new SextantError('usage_invalid', 'A probe needs `probe: { budgetSeconds }` or `probe: { trialsLimit }`.');
}

let shared: Sextant | undefined;
/** Made at the first use, with the configuration of the environment and of the working directory. */
const standard = (): Sextant => (shared ??= createSextant());

export const profile: Sextant['profile'] = (request) => standard().profile(request);
export const advise: Sextant['advise'] = (request) => standard().advise(request);
export const recommend: Sextant['recommend'] = (request, options) => standard().recommend(request, options);
export const probe: Sextant['probe'] = (request, options) => standard().probe(request, options);

/** Keeps the `model` of a result in a folder, for `predict`; one that is there is replaced, and nothing else is. */
export const saveModel = async (model: Model, folder: string): Promise<void> =>
  (await import('./decide/model.js')).saveModel(model, folder);
