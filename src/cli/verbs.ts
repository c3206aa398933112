import type { Explanation } from '../audit/explain.js';
import type { ProfileInput } from '../profile/schema.js';
import type { DecisionSummary, ListRequest } from '../decide/list-decisions.js';
import type { ApiKey, CreateKeyRequest, NewKey } from '../decide/keys.js';
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

/** The verbs that read or write the record, done by this process or by a server. Each throws SextantErrors. */
export interface Verbs {
  readonly advise: (request: {
    readonly profile: ProfileInput;
    readonly settings: Partial<Settings>;
  }) => Promise<Recommendation>;
  readonly recommend: (request: RecommendRequest, options: RecommendVerbOptions) => Promise<Recommended>;
  readonly listDecisions: (request: ListRequest) => Promise<DecisionSummary[]>;
  readonly explain: (id: string) => Promise<Explanation>;
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
