import { columnKinds, profileSchema, type Profile, type ProfileInput } from '../profile/schema.js';
import type { Random } from '../random.js';
import { metricNames } from '../settings/slots.js';
import { tasks } from '../settings/tasks.js';

/** A valid profile: sizes over seven orders of magnitude, every task and target form, and any fact may be missing. */
export function drawProfile(random: Random): Profile {
  const chance = (share: number): boolean => random() < share;
  const maybe = <T>(value: T): T | undefined => (chance(0.6) ? value : undefined);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  const size = (most: number): number => Math.max(1, Math.round(10 ** (random() * Math.log10(most))));
  const share = (): number => pick([0, 1, 0.01, random(), random() ** 4]);
  const rows = size(1e7);
  const task = chance(0.6) ? pick(tasks) : undefined;
  const labels = pick([1, 2, 2, 3, 10, size(300)]);
  const needsTarget = task === undefined || chance(0.5);
  const input: ProfileInput = {
    task,
    modality: chance(0.8) ? undefined : pick(['image', 'text', 'sequence']),
    rows,
    columns: Object.fromEntries(columnKinds.filter(() => chance(0.4)).map((kind) => [kind, size(500)])),
    classCounts: maybe(
      Object.fromEntries(Array.from({ length: labels }, (_, i) => [`c${i}`, Math.floor(random() ** 3 * rows)])),
    ),
    labelEncoding: maybe(pick(['integer', 'oneHot', 'multiHot', 'text', 'boolean'])),
    target: needsTarget ? drawTarget({ random, maybe, pick, share, rows, size }) : undefined,
    numericSkewedShare: maybe(share()),
    numericOutlierShare: maybe(share()),
    numericMissingShare: maybe(share()),
    missingShare: maybe(share()),
    duplicateShare: maybe(share()),
    categories: maybe({ max: size(10_000), total: size(100_000) }),
    groups: chance(0.2) ? size(rows) : undefined,
    timeOrdered: maybe(chance(0.2)),
    weighted: maybe(chance(0.2)),
    constraints: chance(0.3)
      ? { maxParameters: maybe(size(1e6)), maxLatencyMs: maybe(size(100)), maxMemoryMb: maybe(size(1e4)) }
      : undefined,
    metric: chance(0.3) ? pick(metricNames) : undefined,
    hardware: maybe(pick(['cpu', 'gpu'])),
    budgetSeconds: maybe(size(3600)),
  };
  return profileSchema.parse(JSON.parse(JSON.stringify(input)));
}

interface Draws {
  readonly random: Random;
  readonly maybe: <T>(value: T) => T | undefined;
  readonly pick: <T>(values: readonly [T, ...T[]]) => T;
  readonly share: () => number;
  readonly size: (most: number) => number;
  readonly rows: number;
}

function drawTarget({ random, maybe, pick, share, size, rows }: Draws): NonNullable<ProfileInput['target']> {
  const min = pick([0, 0, 1, -5, -1e6 * random()]);
  return {
    columns: pick([1, 1, 1, 2, 7]),
    type: pick(['number', 'number', 'text', 'boolean', 'list']),
    distinct: maybe(Math.min(rows, pick([1, 2, 3, 20, 21, size(1e5)]))),
    integral: maybe(random() < 0.5),
    min: maybe(min),
    max: maybe(min + pick([0.5, 1, 40, 1e3, 1e6 * random()])),
    mean: maybe(min + random()),
    standardDeviation: maybe(random() * 10),
    skewness: maybe(pick([0, 0.5, 3, random() * 10 - 5])),
    excessKurtosis: maybe(random() * 10),
    outlierShare: maybe(share()),
    zeroShare: maybe(share()),
    missing: maybe(size(100)),
  };
}
