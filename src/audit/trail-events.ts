import { z } from 'zod';
import { canonicalize } from '../canonical-json.js';
import type { CreateId } from '../ids.js';
import type { EntryDraft } from './append.js';
import { payloadHash } from './entry-hash.js';

/** Name of the chain of the service itself, beside one for each workspace. */
export const serviceChain = 'service';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const shapes = {
  /** A server or a worker begins. */
  start: z.strictObject({ program: z.string(), appVersion: z.string() }),
  /** It ends as it was told to; one that is killed leaves none. */
  stop: z.strictObject({ program: z.string(), appVersion: z.string() }),
  /** An API key, or the key that signs notes. */
  key: z.strictObject({
    change: z.enum(['created', 'revoked', 'rotated']),
    /** Id of the API key; base64 of the public key that signs from now on. */
    key: z.string(),
    workspaceId: z.string().exactOptional(),
    name: z.string().exactOptional(),
    scopes: z.array(z.string()).exactOptional(),
    expiresAt: z.int().nullable().exactOptional(),
    /** Base64 of the public key that signed until now. */
    before: z.string().exactOptional(),
  }),
  /** The entries up to a place are there no more; the rest is verified from what is kept here of them. */
  prune: z.strictObject({
    upTo: z.int().min(1),
    /** Roots of the perfect subtrees over them, from left to right. */
    compactRange: z.array(z.strictObject({ size: z.int().min(1), hash })),
    lastEntryHash: hash,
    reason: z.string(),
  }),
  /** What an entry said is there no more. */
  erasure: z.strictObject({ seq: z.int().min(1), payloadHash: hash, reason: z.string() }),
} as const;

type Kind = keyof typeof shapes;
/** What happened to the service or to a trail: no decision, and on record all the same. */
export type TrailEvent = { [K in Kind]: { readonly kind: K } & z.infer<(typeof shapes)[K]> }[Kind];

const schemaVersion = 1;

export interface EventPlace {
  readonly chainId: string;
  readonly ids: CreateId;
  /** Who did it. */
  readonly actor: string;
}

/** The entry of what happened. Its payload has who did it beside what it tells. */
export function draftOfEvent(event: TrailEvent, { chainId, ids, actor }: EventPlace): EntryDraft {
  const { kind } = event;
  const payload = canonicalize({ ...event, schemaVersion, actor });
  return { chainId, entryId: ids('ent'), kind, schemaVersion, payload, payloadHash: payloadHash(payload) };
}

export type Pruned = z.infer<(typeof shapes)['prune']>;

/** What an entry of a pruning tells; `undefined` where it is no such entry, or none any more. */
export function readPruned(payload: string | null): Pruned | undefined {
  try {
    return z.looseObject(shapes.prune.shape).safeParse(JSON.parse(payload ?? 'null')).data;
  } catch {
    return undefined;
  }
}
