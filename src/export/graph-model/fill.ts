import type { Filling, FillingColumn } from '../../prepare/schema.js';
import type { Arithmetic, Graph, Ref } from './graph.js';

interface Numbers {
  /** [rows, numeric columns], NaN where one is missing. */
  readonly raw: Ref;
  /** [numeric columns] */
  readonly medians: Ref;
  /** Of the columns, among the features. */
  readonly places: readonly number[];
}

/** [rows, numeric columns]: what the other numbers of the row say, and the median in columns that the filling does not know. */
export function likelyNumbers(
  graph: Graph,
  math: Arithmetic,
  { raw, medians, places }: Numbers,
  { columns, gaps }: Filling,
): Ref {
  const known = columns.map(({ place }) => places.indexOf(place));
  const of = (read: (column: FillingColumn) => number): Ref => graph.floats(columns.map(read));
  const [low, high] = [of((column) => column.low), of((column) => column.high)];
  const [centre, spread] = [of((column) => column.centre), of((column) => column.spread)];
  const within = (value: Ref): Ref => math.max(math.min(value, high), low);
  const own = math.columns(raw, known);
  const score = math.div(math.sub(within(own), centre), spread);
  const scores = graph.op('SelectV2', [graph.op('IsNan', [own]), graph.floats([0], []), score]);
  const gapOf = new Map(gaps.map((gap) => [gap.column, gap]));
  const weights = columns.flatMap((_, from) => columns.map((__, to) => gapOf.get(to)?.weights[from] ?? 0));
  const said = math.add(
    math.matMul(scores, graph.floats(weights, [columns.length, columns.length])),
    graph.floats(columns.map((_, column) => gapOf.get(column)?.intercept ?? 0)),
  );
  const values = within(math.add(math.mul(said, spread), centre));
  const both = math.concat([math.add(graph.op('ZerosLike', [raw]), medians), values]);
  const placeOf = new Map(gaps.map(({ column }) => [known[column], places.length + column]));
  return math.columns(
    both,
    places.map((_, i) => placeOf.get(i) ?? i),
  );
}
