import type { Explanation } from '../audit/explain.js';
import type { ProfileInput } from '../profile/schema.js';
import type { VerifiedTrail, VerifyRequest } from '../decide/audit.js';
import type { VerifiedChains } from '../decide/verify-chains.js';
import type { Chosen } from '../decide/choose-rule-set.js';
import type { CounterfactualRequest, RecordedCounterfactuals } from '../decide/counterfactuals.js';
import type { LineFormatName } from '../decide/decision-lines.js';
import type { DiffRequest, RuleSetDiff } from '../decide/diff-rule-sets.js';
import type { Erased, EraseRequest } from '../decide/erase-decision.js';
import type { DecisionSummary, ListRequest } from '../decide/list-decisions.js';
import type { ApiKey, CreateKeyRequest, NewKey } from '../decide/keys.js';
import type { Overridden, OverrideRequest } from '../decide/override-setting.js';
import type { PruneRequest, Pruning } from '../decide/prune-trail.js';
import type { Replay, ReplayRequest } from '../decide/replay.js';
import type { EvidenceLedger } from '../decide/rule-evidence.js';
import type { CreatedRuleSet, RuleSetDetails, RuleSetEntry } from '../decide/rule-sets.js';
import type { SimulateRequest, Simulation } from '../decide/simulate.js';
import type { RecommendOptions, RecommendRequest } from '../decide/schema.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import { usageError } from './command-line.js';
import type { Output } from './write-output.js';

/** Where keys are: in the workspace of this name, else in the default one or that of the caller's key. */
export interface Place {
  readonly workspace?: string | undefined;
}

/** What came of `recommend`. */
export interface Recommended {
  readonly recommendation: Recommendation;
  /** Writes report, rules and the rest; the paths by what they are. */
  readonly write: (output: Output) => Promise<Record<string, string>>;
}

export interface RecommendVerbOptions extends Required<Pick<RecommendOptions, 'signal' | 'onProgress'>> {
  /** Whether `write` will be called. */
  readonly writesFiles: boolean;
}

/** How much was evaluated for them is nothing that a server tells. */
export type Flips = Omit<RecordedCounterfactuals, 'evaluations'>;

/** Rule sets of a workspace, which servers decide by. */
export interface RuleSetVerbs {
  /** All of them, newest first. */
  readonly list: () => Promise<readonly RuleSetEntry[]>;
  readonly create: (upload: unknown) => Promise<CreatedRuleSet>;
  readonly get: (id: string) => Promise<RuleSetDetails>;
  readonly activate: (id: string) => Promise<Chosen>;
  readonly startShadow: (id: string) => Promise<Chosen>;
  readonly stopShadow: (id: string) => Promise<Chosen>;
  readonly diff: (request: DiffRequest) => Promise<SetDifference>;
}

/** A rule that decides, as far as a server tells of it. */
interface Deciding {
  readonly id: string;
  readonly recommend: unknown;
}

/** Where two rule sets differ. */
export type SetDifference = Omit<RuleSetDiff, 'cells'> & { readonly cells: CellDifference | null };

export type CellDifference = Omit<NonNullable<RuleSetDiff['cells']>, 'slots' | 'unproven'> & {
  readonly slots: readonly {
    readonly slot: string;
    readonly before?: Deciding;
    readonly after?: Deciding;
    readonly facts: NonNullable<RuleSetDiff['cells']>['slots'][number]['facts'];
  }[];
  readonly unproven: readonly string[];
};

/** A trail that was written out: how many entries are in the folder, or the zip that a server made. */
export type ExportedTrail = { readonly entries: number } | { readonly zip: string };

/** The trail of a workspace. */
export interface TrailVerbs {
  readonly export: (
    request: TrailPlace & { readonly folder: string; readonly signal: AbortSignal },
  ) => Promise<ExportedTrail>;
  readonly verify: (request: TrailPlace & VerifyRequest) => Promise<VerifiedTrail>;
  /** Every chain that can be seen from here. */
  readonly verifyAll: (request: VerifyRequest) => Promise<VerifiedChains>;
  readonly erase: (request: TrailPlace & EraseRequest) => Promise<Erased>;
  readonly prune: (request: TrailPlace & PruneRequest) => Promise<Pruning>;
}

/** Whose trail: of the service itself, or of a workspace. */
export interface TrailPlace extends Place {
  readonly service?: boolean | undefined;
}

export interface LinesRequest extends Omit<ListRequest, 'limit'> {
  /** All, where it is left out. */
  readonly limit?: number;
  readonly format: LineFormatName;
  readonly signal: AbortSignal;
  readonly write: (text: string) => void;
}

/** The verbs that read or write the record, done by this process or by a server. Each throws SextantErrors. */
export interface Verbs {
  readonly advise: (request: {
    readonly profile: ProfileInput;
    readonly settings: Partial<Settings>;
  }) => Promise<Recommendation>;
  readonly recommend: (request: RecommendRequest, options: RecommendVerbOptions) => Promise<Recommended>;
  readonly listDecisions: (request: ListRequest) => Promise<DecisionSummary[]>;
  /** The same as lines for other programs, which are handed to `write` as they are read. */
  readonly writeDecisions: (request: LinesRequest) => Promise<void>;
  readonly explain: (id: string) => Promise<Explanation>;
  readonly override: (request: Omit<OverrideRequest, 'requestId' | 'idempotency'>) => Promise<Overridden>;
  readonly evidence: () => Promise<EvidenceLedger>;
  readonly replay: (request: ReplayRequest) => Promise<Replay>;
  readonly simulate: (request: SimulateRequest) => Promise<Simulation>;
  readonly counterfactuals: (request: CounterfactualRequest) => Promise<Flips>;
  readonly ruleSets: RuleSetVerbs;
  readonly trail: TrailVerbs;
  readonly createKey: (request: Omit<CreateKeyRequest, 'idempotency'>) => Promise<NewKey>;
  readonly listKeys: (request: Place & { readonly limit: number }) => Promise<ApiKey[]>;
  readonly revokeKey: (request: Place & { readonly id: string }) => Promise<ApiKey>;
  /** Whoever has the verbs calls this in the end. */
  readonly close: () => Promise<void>;
}

/** An option of which the server would not know. */
export const notThere = (option: string, url: string) =>
  usageError(
    `${option} cannot be had from a server, and the one at ${url} would do this.`,
    'Leave it out, or work without that server: no --url and no SEXTANT_URL, and with --data-dir a folder that no server holds.',
  );
