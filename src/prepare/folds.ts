import { SextantError } from '../errors.js';
import type { Table } from '../profile/table.js';
import { createRandom, type Random, shuffle } from '../random.js';
import type { Settings } from '../settings/slots.js';
import type { Fold } from './schema.js';

export type FoldSettings = Pick<Settings, 'foldKind' | 'folds' | 'foldRepeats' | 'validationShare'>;

/** Share of the rows held out when the settings do not say. */
const HOLDOUT_SHARE = 0.2;

/**
 * Splits the rows into folds. Rows of one group never stand on both sides of a split, nor do exact duplicates but in time.
 * `forward` keeps the order of the rows: each fold trains on what came before its validation rows.
 * @throws SextantError `too_few_rows` when all rows must stay together
 */
export function partition(table: Table, settings: FoldSettings, seed: number): Fold[] {
  if (settings.foldKind === 'forward') return forwardFolds(table, settings.folds ?? 5);
  const units = unitsOf(table);
  if (units.length < 2) throw inseparable();
  const strata = settings.foldKind === 'plain' ? undefined : table.target.codes;
  if (settings.foldKind === 'holdout') {
    const share = settings.validationShare ?? HOLDOUT_SHARE;
    const isTrained = holdOut(units, { share, strata, random: createRandom(seed, 'holdout') });
    return [foldOf(isTrained, 0, 0)];
  }
  const parts = Math.min(Math.max(2, settings.folds ?? 5), units.length);
  return Array.from({ length: settings.foldRepeats ?? 1 }, (_, repeat) => {
    const assigned = assign(units, { parts, strata, random: createRandom(seed, `folds ${repeat}`) });
    return Array.from({ length: parts }, (_, part) => foldOf(assigned, part, repeat));
  }).flat();
}

/** Sets of rows that must stay together: connected through a shared group or a shared feature vector. */
function unitsOf(table: Table): Int32Array[] {
  const parent = Int32Array.from({ length: table.rows }, (_, row) => row);
  const root = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at;
    return at;
  };
  for (const key of [table.groups, table.duplicateOf]) {
    const firstOf = new Map<number, number>();
    key?.forEach((value, row) => {
      const first = firstOf.get(value);
      if (first === undefined) firstOf.set(value, row);
      else parent[root(row)] = root(first);
    });
  }
  const members = new Map<number, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const of = root(row);
    const unit = members.get(of);
    if (unit) unit.push(row);
    else members.set(of, [row]);
  }
  return Array.from(members.values(), (rows) => Int32Array.from(rows));
}

const inseparable = (): SextantError =>
  new SextantError('too_few_rows', 'All rows belong to one group or are alike: none can be set aside to test on.', {
    hint: 'Name another group column, or none; and check that the columns differ between rows.',
  });

interface Holdout {
  readonly share: number;
  readonly strata: Int32Array | undefined;
  readonly random: Random;
}

/**
 * For every row 0 when it is held out, else 1. Of each class units in random order, as long as they bring what is held out nearer to its share; of a class too small
 * for that the smallest of several units, until such classes together have the share. Neither side is empty.
 */
function holdOut(units: readonly Int32Array[], { share, strata, random }: Holdout): Int32Array {
  const ofClass = new Map<number, Int32Array[]>();
  for (const unit of shuffle([...units], random)) {
    const label = strata?.[unit[0] ?? 0] ?? 0;
    const known = ofClass.get(label);
    if (known) known.push(unit);
    else ofClass.set(label, [unit]);
  }
  const held = new Set<Int32Array>();
  for (const own of ofClass.values()) for (const unit of nearest(own, share)) held.add(unit);
  const unseen = [...ofClass.values()].filter((own) => own.length > 1 && !own.some((unit) => held.has(unit)));
  for (const unit of ofSmall(unseen, share)) held.add(unit);
  if (held.size === 0) held.add(smallest(units));
  if (held.size === units.length) held.delete(smallest(units));
  const isTrained = new Int32Array(rowsOf(units)).fill(1);
  for (const unit of held) for (const row of unit) isTrained[row] = 0;
  return isTrained;
}

/** The smallest unit of each of these classes, until they have the share of all their rows. */
function ofSmall(classes: readonly (readonly Int32Array[])[], share: number): Int32Array[] {
  const wanted = share * rowsOf(classes.flat());
  let rows = 0;
  return classes.flatMap((own) => {
    if (rows >= wanted) return [];
    const unit = smallest(own);
    rows += unit.length;
    return [unit];
  });
}

/** Those of the units, in their order, that bring their rows nearer to the share. */
function nearest(units: readonly Int32Array[], share: number): Int32Array[] {
  const wanted = share * rowsOf(units);
  let rows = 0;
  return units.filter(({ length }) => {
    if (Math.abs(rows + length - wanted) >= Math.abs(rows - wanted)) return false;
    rows += length;
    return true;
  });
}

const rowsOf = (units: readonly Int32Array[]): number => units.reduce((sum, { length }) => sum + length, 0);

const smallest = (units: readonly Int32Array[]): Int32Array =>
  units.reduce((least, unit) => (unit.length < least.length ? unit : least));

interface Assignment {
  readonly parts: number;
  readonly strata: Int32Array | undefined;
  readonly random: Random;
}

/** Part of every row: units in random order, largest first, each to the part that has least of its class (then least rows). */
function assign(units: readonly Int32Array[], { parts, strata, random }: Assignment): Int32Array {
  const partOf = new Int32Array(rowsOf(units));
  const total = new Float64Array(parts);
  const ofClass = new Map<number, Float64Array>();
  const ordered = shuffle([...units], random).sort((a, b) => b.length - a.length);
  for (const unit of ordered) {
    const label = strata?.[unit[0] ?? 0] ?? 0;
    const counts = ofClass.get(label) ?? new Float64Array(parts);
    ofClass.set(label, counts);
    const part = leastFilled(counts, total);
    counts[part] = (counts[part] ?? 0) + unit.length;
    total[part] = (total[part] ?? 0) + unit.length;
    for (const row of unit) partOf[row] = part;
  }
  return partOf;
}

function leastFilled(counts: Float64Array, total: Float64Array): number {
  let best = 0;
  for (let part = 1; part < counts.length; part++) {
    const byClass = (counts[part] ?? 0) - (counts[best] ?? 0);
    const byRows = (total[part] ?? 0) - (total[best] ?? 0);
    if (byClass < 0 || (byClass === 0 && byRows < 0)) best = part;
  }
  return best;
}

function foldOf(partOf: Int32Array, part: number, repeat: number): Fold {
  const train: number[] = [];
  const validation: number[] = [];
  partOf.forEach((of, row) => (of === part ? validation : train).push(row));
  return { train: Int32Array.from(train), validation: Int32Array.from(validation), repeat };
}

/**
 * Blocks in the order of the rows: fold k trains on blocks 0..k and validates on block k + 1 (scikit-learn's TimeSeriesSplit).
 * Rows of a group that is validated are left out of the training; a row that equals a later one is not: the past is known then.
 * @throws SextantError `too_few_rows` where that leaves nothing to train on
 */
function forwardFolds(table: Table, folds: number): Fold[] {
  const { rows, groups } = table;
  const blocks = Math.min(folds, rows - 1) + 1;
  const edge = (block: number): number => Math.round((block * rows) / blocks);
  const range = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);
  const split = Array.from({ length: blocks - 1 }, (_, k) => {
    const validation = range(edge(k + 1), edge(k + 2));
    const validated = new Set(Array.from(validation, (row) => groups?.[row]));
    const train = range(0, edge(k + 1)).filter((row) => !groups || !validated.has(groups[row]));
    return { train, validation, repeat: 0 };
  });
  const usable = split.filter(({ train }) => train.length > 0);
  if (usable.length > 0) return usable;
  throw new SextantError(
    'too_few_rows',
    'In time, all rows before others are of their groups: nothing is left to train on.',
    {
      hint: 'Name the time alone where the same groups come again, or the groups alone where others come.',
    },
  );
}

export interface Halving {
  readonly codes?: Int32Array | undefined;
  /** Rows that stay together; absent: each row on its own. */
  readonly clusters?: Int32Array | undefined;
  readonly seed: number;
}

/** The same folds with a random half of their training rows: each class in its share, clusters whole. */
export function halveTraining(folds: readonly Fold[], { codes, clusters, seed }: Halving): Fold[] {
  const random = createRandom(seed, 'half of the rows');
  const clusterOf = (row: number): number => clusters?.[row] ?? row;
  return folds.map((fold) => {
    const ofClass = new Map<number, number[]>();
    const known = new Set<number>();
    for (const row of fold.train) {
      if (known.has(clusterOf(row))) continue;
      known.add(clusterOf(row));
      const code = codes?.[row] ?? 0;
      const all = ofClass.get(code);
      if (all) all.push(clusterOf(row));
      else ofClass.set(code, [clusterOf(row)]);
    }
    const halves = [...ofClass.values()].flatMap((all) => shuffle(all, random).slice(0, Math.ceil(all.length / 2)));
    const kept = new Set(halves);
    return { ...fold, train: fold.train.filter((row) => kept.has(clusterOf(row))) };
  });
}
