import { z } from 'zod';
import { scopes } from '../../api-key.js';
import type { Explanation } from '../../audit/explain.js';
import type { VerifiedTrail } from '../../decide/audit.js';
import type { Erased } from '../../decide/erase-decision.js';
import type { ApiKey } from '../../decide/keys.js';
import type { DecisionSummary } from '../../decide/list-decisions.js';
import type { Pruning } from '../../decide/prune-trail.js';
import type { Replay } from '../../decide/replay.js';
import type { EvidenceLedger } from '../../decide/rule-evidence.js';
import type { ProgressSummary } from '../../decide/schema.js';
import type { Simulation } from '../../decide/simulate.js';
import type { Recommendation } from '../../settings/recommendation.js';
import type { Flips } from '../verbs.js';

/** What a server answers, as far as it is looked at: a later version may say more. */

export const time = z.iso.datetime().transform((text) => Date.parse(text));

/** What has at least these members; the rest is as that version of the server has it. */
export const atLeast = <T>(shape: z.ZodRawShape): z.ZodType<T> => {
  const schema = z.looseObject(shape);
  return z.custom<T>((value) => schema.safeParse(value).success);
};

export const recommendationAnswer = atLeast<Recommendation>({
  id: z.string(),
  decisionId: z.string(),
  advice: z.array(z.unknown()),
});
export const explanationAnswer = atLeast<Explanation>({ decisionId: z.string(), slots: z.array(z.unknown()) });
export const progressAnswer = atLeast<ProgressSummary>({ stage: z.string(), events: z.array(z.unknown()) });

export const replayAnswer = atLeast<Replay>({ decisionId: z.string(), outcome: z.string() });
export const simulationAnswer = atLeast<Simulation>({ ruleSet: z.unknown(), differences: z.array(z.unknown()) });
export const verificationAnswer = atLeast<VerifiedTrail>({ chainId: z.string(), intact: z.boolean() });
export const erasedAnswer = atLeast<Erased>({ decisions: z.array(z.string()) });
export const pruningAnswer = atLeast<Pruning>({ pruned: z.int(), upTo: z.int() });

export const ledgerAnswer: z.ZodType<EvidenceLedger> = z
  .object({
    data: z.array(atLeast<EvidenceLedger['rules'][number]>({ ruleId: z.string(), probes: z.int() })),
    looked: z.object({ probes: z.int(), isWhole: z.boolean(), damaged: z.int().exactOptional() }),
  })
  .transform(({ data, looked }) => ({ rules: data, looked }));

/** As a server calls it, the flips that were found are `data`. */
export const flipsAnswer: z.ZodType<Flips> = atLeast<Omit<Flips, 'found'> & { readonly data: Flips['found'] }>({
  decisionId: z.string(),
  data: z.array(z.unknown()),
}).transform(({ data, ...rest }) => ({ ...rest, found: data }));

export const keyAnswer: z.ZodType<ApiKey> = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
});

export const newKeyAnswer = z.looseObject({ key: z.string() });

export const decisionAnswer: z.ZodType<DecisionSummary> = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  recommendationId: z.string().nullable(),
  kind: z.string(),
  occurredAt: time,
  actor: z.string().nullable(),
  requestId: z.string().nullable(),
  ruleSet: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
  durationMs: z.number().nullable(),
  summary: z.string(),
  damaged: z.literal(true).exactOptional(),
});

export const datasetAnswer = z.object({ id: z.string(), name: z.string(), hash: z.string() });

export const probeAnswer = z.object({
  id: z.string(),
  status: z.string(),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
});

export const pageAnswer = <T>(entry: z.ZodType<T>) =>
  z.object({ data: z.array(entry), nextCursor: z.string().nullable() });
