import { CLIP, FARTHEST, placesOf } from '../../prepare/encode-features.js';
import type { ColumnEncoder, FeatureEncoder, Filling, NumericEncoder, OneHotEncoder } from '../../prepare/schema.js';
import type { FeatureSchema } from '../../profile/table.js';
import { likelyNumbers } from './fill.js';
import { type Arithmetic, type Graph, type Ref, toFloat } from './graph.js';

/** What is fed: numbers and flags in one tensor, places of levels in another; absent where there are none. */
export interface Inputs {
  /** [rows, columns]; NaN where a value is missing, flags 0 or 1. */
  readonly numbers: Ref | undefined;
  /** [rows, columns]; -1 where a level is missing or unknown. */
  readonly codes: Ref | undefined;
  /** Column of each feature in its tensor, in the order of the features. */
  readonly places: readonly number[];
}

export function openInputs(graph: Graph, features: readonly FeatureSchema[]): Inputs {
  const counts = { numbers: 0, codes: 0 };
  const places = features.map(({ kind }) => counts[kind === 'categorical' ? 'codes' : 'numbers']++);
  return {
    numbers: counts.numbers > 0 ? graph.input('numbers', counts.numbers, 'float32') : undefined,
    codes: counts.codes > 0 ? graph.input('codes', counts.codes, 'int32') : undefined,
    places,
  };
}

/** Columns that an encoder makes of the inputs, and where in the network's inputs they belong. */
interface Piece {
  readonly value: Ref;
  readonly places: readonly number[];
}

interface Placed<Kind extends ColumnEncoder> {
  readonly column: Kind;
  /** Among the features. */
  readonly place: number;
  /** Of the feature, in its tensor. */
  readonly from: number;
  /** First input of the network. */
  readonly to: number;
}

/** The network's inputs that are numbers, [rows, numbers], as `encodeFeatures` has them; undefined where there are none. */
export function encodeNumbers(
  graph: Graph,
  math: Arithmetic,
  { numbers, codes, places }: Inputs,
  encoder: FeatureEncoder,
): Ref | undefined {
  const starts = placesOf(encoder);
  const placed = encoder.columns.map((column, place) => ({
    column,
    place,
    from: places[place] ?? 0,
    to: starts[place] ?? 0,
  }));
  const pieces = [
    ...(numbers === undefined
      ? []
      : numericPieces(graph, math, { numbers, filling: encoder.filling }, placed.filter(isOf('numeric')))),
    ...(numbers === undefined ? [] : booleanPieces(graph, math, numbers, placed.filter(isOf('boolean')))),
    ...(codes === undefined ? [] : placed.filter(isOf('oneHot')).map((one) => oneHotPiece(graph, math, codes, one))),
  ];
  if (pieces.length === 0) return undefined;
  const order = pieces.flatMap((piece) => piece.places);
  const from = new Map(order.map((input, column) => [input, column]));
  return math.columns(
    math.concat(pieces.map(({ value }) => value)),
    Array.from(order, (_, input) => from.get(input) ?? 0),
  );
}

const isOf =
  <K extends ColumnEncoder['kind']>(kind: K) =>
  (one: Placed<ColumnEncoder>): one is Placed<Extract<ColumnEncoder, { kind: K }>> =>
    one.column.kind === kind;

/** As large as a number of four bytes may be: what is larger in a file is infinite here. */
const LARGEST = 3.4e38;

function numericPieces(
  graph: Graph,
  math: Arithmetic,
  { numbers, filling }: { readonly numbers: Ref; readonly filling: Filling | undefined },
  columns: readonly Placed<NumericEncoder>[],
): Piece[] {
  if (columns.length === 0) return [];
  const of = (read: (column: NumericEncoder) => number): Ref => graph.floats(columns.map(({ column }) => read(column)));
  const raw = math.columns(
    numbers,
    columns.map(({ from }) => from),
  );
  const isMissing = graph.op('IsNan', [raw]);
  const medians = of(({ fill }) => fill);
  const places = columns.map(({ place }) => place);
  const fill = filling ? likelyNumbers(graph, math, { raw, medians, places }, filling) : medians;
  const filled = math.max(math.min(graph.op('SelectV2', [isMissing, fill, raw]), LARGEST), -LARGEST);
  const centred = math.mul(
    math.sub(
      filled,
      of(({ centre }) => centre),
    ),
    of(({ scale }) => scale),
  );
  const z = math.max(math.min(centred, FARTHEST), -FARTHEST);
  const ratio = math.mul(z, 1 / CLIP);
  // One setting for all columns.
  const isClipped = columns[0]?.column.smoothClip === true;
  const value = isClipped ? math.div(z, graph.op('Sqrt', [math.add(math.mul(ratio, ratio), 1)])) : z;
  const marked = columns.flatMap(({ column, to }, i) => (column.indicator ? [{ i, to: to + 1 }] : []));
  return [
    { value, places: columns.map(({ to }) => to) },
    ...(marked.length === 0
      ? []
      : [
          {
            value: math.columns(
              toFloat(graph, isMissing),
              marked.map(({ i }) => i),
            ),
            places: marked.map(({ to }) => to),
          },
        ]),
    ...binPieces(graph, math, filled, columns),
  ];
}

function binPieces(graph: Graph, math: Arithmetic, filled: Ref, columns: readonly Placed<NumericEncoder>[]): Piece[] {
  const bins = columns.flatMap(({ column: { bins: edges = [], indicator }, to }, i) =>
    edges.slice(1).map((high, bin) => ({ i, low: edges[bin] ?? 0, high, to: to + 1 + Number(indicator) + bin })),
  );
  if (bins.length === 0) return [];
  const of = (read: (bin: (typeof bins)[number]) => number): Ref => graph.floats(bins.map(read));
  const values = math.columns(
    filled,
    bins.map(({ i }) => i),
  );
  const within = math.mul(
    math.sub(
      values,
      of(({ low }) => low),
    ),
    of(({ low, high }) => (high > low ? 1 / (high - low) : 0)),
  );
  // A bin without width is a step.
  const step = math.mul(
    math.atLeast(
      values,
      of(({ high }) => high),
    ),
    of(({ low, high }) => (high > low ? 0 : 1)),
  );
  const share = math.max(math.min(math.add(within, step), 1), 0);
  return [{ value: math.sub(math.mul(share, 2), 1), places: bins.map(({ to }) => to) }];
}

function booleanPieces(
  graph: Graph,
  math: Arithmetic,
  numbers: Ref,
  columns: readonly Placed<Extract<ColumnEncoder, { kind: 'boolean' }>>[],
): Piece[] {
  if (columns.length === 0) return [];
  const raw = math.columns(
    numbers,
    columns.map(({ from }) => from),
  );
  const known = graph.op('SelectV2', [graph.op('IsNan', [raw]), graph.floats([0.5], []), raw]);
  return [{ value: math.sub(math.mul(known, 2), 1), places: columns.map(({ to }) => to) }];
}

/** A row of numbers for each level, and of zeros before them for what is none. */
function oneHotPiece(graph: Graph, math: Arithmetic, codes: Ref, { column, from, to }: Placed<OneHotEncoder>): Piece {
  const { inputOfLevel, inputs, seen } = column;
  const rows = new Float32Array((inputOfLevel.length + 1) * inputs);
  inputOfLevel.forEach((input, level) => {
    if (seen[level] === true) rows[(level + 1) * inputs + input] = 1;
  });
  const table = graph.floats(rows, [inputOfLevel.length + 1, inputs]);
  return {
    value: math.rows(table, placesOfLevels(graph, math, codes, from)),
    places: Array.from({ length: inputs }, (_, i) => to + i),
  };
}

/** Of one column of codes: the place of each row's level in a table with a row for none before them, [rows]. */
export function placesOfLevels(graph: Graph, math: Arithmetic, codes: Ref, column: number): Ref {
  const own = math.columns(codes, [column], 'DT_INT32');
  const code = graph.op('Reshape', [own, graph.integers([-1])], { attr: { T: { type: 'DT_INT32' } } });
  return graph.op('AddV2', [code, graph.integers([1], [])], { attr: { T: { type: 'DT_INT32' } } });
}
