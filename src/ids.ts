/** What an id names: recommendation, probe, trial, decision, API key, workspace, dataset, rule set, entry of a trail. */
export const idPrefixes = ['rec', 'prb', 'trl', 'dec', 'key', 'wsp', 'dst', 'rst', 'ent'] as const;
export type IdPrefix = (typeof idPrefixes)[number];
export type CreateId = (prefix: IdPrefix) => string;

/** Workspace of the command line, and of a service without keys; the migrations make it. */
export const defaultWorkspaceId = 'wsp_00000000-0000-7000-8000-000000000000';

/** The rule set that every workspace has: what the service brings. It has no row in the store. */
export const builtInRuleSetId = 'rst_00000000-0000-7000-8000-000000000000';

export interface IdSource {
  /** `now`: milliseconds since the epoch, integer. */
  readonly clock: { now(): number };
  readonly randomBytes: (count: number) => Uint8Array;
}

const idPattern = /^([a-z]{3})_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What the id names, or `undefined` when the text is not an id of Sextant. */
export function prefixOf(id: string): IdPrefix | undefined {
  const prefix = idPattern.exec(id)?.[1];
  return idPrefixes.find((known) => known === prefix);
}

/**
 * A source of ids: a prefix and a UUID of version 7 (RFC 9562, 5.7), e.g. `rec_019a...`. Ids of one source sort as text in
 * the order in which they were made, also within a millisecond and when the clock is set back: the 12 bits after the time
 * are a counter (RFC 9562, 6.2, method 1) that starts in its lower half, and its overflow borrows the next millisecond.
 */
export function createIds(source: IdSource): CreateId {
  let time = -1;
  let counter = 0;
  return (prefix) => {
    const random = source.randomBytes(10);
    const now = source.clock.now();
    if (now > time) {
      time = now;
      counter = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & 0x7ff;
    } else if (counter < 0xfff) {
      counter += 1;
    } else {
      time += 1;
      counter = 0;
    }
    return `${prefix}_${formatUuid(time, counter, random.subarray(2))}`;
  };
}

function formatUuid(time: number, counter: number, random: Uint8Array): string {
  const milliseconds = time.toString(16).padStart(12, '0');
  const tail = Buffer.from(random).toString('hex');
  const variant = (0x8 | (Number.parseInt(tail.charAt(0), 16) & 0x3)).toString(16);
  return [
    milliseconds.slice(0, 8),
    milliseconds.slice(8),
    `7${counter.toString(16).padStart(3, '0')}`,
    `${variant}${tail.slice(1, 4)}`,
    tail.slice(4),
  ].join('-');
}
