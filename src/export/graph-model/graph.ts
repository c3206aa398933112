/** A tensor of the graph: the name of the node that gives it. */
export type Ref = string;

type Kind = 'DT_FLOAT' | 'DT_INT32' | 'DT_BOOL';

/** An attribute of a node, as `tensorflow.AttrValue` is written in JSON. */
type Attribute =
  | { readonly type: Kind }
  | { readonly b: boolean }
  | { readonly f: number }
  | { readonly i: string }
  | { readonly shape: { readonly dim: readonly { readonly size: string }[] } };

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input: readonly Ref[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

interface Kept {
  readonly of: Weight;
  readonly values: Float32Array | Int32Array;
}

export interface Topology {
  readonly node: readonly Node[];
  readonly library: object;
  readonly versions: object;
}

/** Operations of TensorFlow as they are added one after the other: a node comes after what it reads. */
export interface Graph {
  /** What is fed, [rows, columns]. */
  readonly input: (name: string, columns: number, dtype: Weight['dtype']) => Ref;
  readonly floats: (values: ArrayLike<number>, shape?: readonly number[]) => Ref;
  readonly integers: (values: ArrayLike<number>, shape?: readonly number[]) => Ref;
  /** `name`: of a tensor that is asked for. */
  readonly op: (op: string, inputs: readonly Ref[], more?: { attr?: Node['attr']; name?: string }) => Ref;
  /** The nodes, and their constants in the order of `weights`: little-endian, four bytes each; `isExact`: these hold them but for rounding. */
  readonly finish: () => { topology: Topology; weights: readonly Weight[]; bytes: Uint8Array; isExact: boolean };
}

const float: Attribute = { type: 'DT_FLOAT' };
const int: Attribute = { type: 'DT_INT32' };
const ofFloats = { T: float };

/** What TensorFlow wants to know of operations beside their type: TensorFlow.js does without, converters do not. */
const attributes: Readonly<Record<string, Node['attr']>> = {
  GatherV2: { Tparams: float, Tindices: int, Taxis: int, batch_dims: { i: '0' } },
  ConcatV2: { ...ofFloats, Tidx: int },
  Sum: { ...ofFloats, Tidx: int },
  Mean: { ...ofFloats, Tidx: int },
  ArgMax: { ...ofFloats, Tidx: int, output_type: int },
  Reshape: { ...ofFloats, Tshape: int },
  Transpose: { ...ofFloats, Tperm: int },
  Cast: { Truncate: { b: false } },
};

const kinds = { float32: 'DT_FLOAT', int32: 'DT_INT32' } as const;

export function createGraph(): Graph {
  const nodes: Node[] = [];
  const weights: Kept[] = [];
  let isExact = true;
  const add = (node: Node): Ref => {
    nodes.push(node);
    return node.name;
  };
  const constant = (dtype: Weight['dtype'], values: ArrayLike<number>, shape: readonly number[]): Ref => {
    const name = `constant_${weights.length}`;
    const kept = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values);
    isExact &&= kept.every((value, i) => Number.isFinite(value) && (value !== 0 || values[i] === 0));
    weights.push({ of: { name, shape, dtype }, values: kept });
    return add({ name, op: 'Const', input: [], attr: { dtype: { type: kinds[dtype] } } });
  };
  return {
    input: (name, columns, dtype) =>
      add({
        name,
        op: 'Placeholder',
        input: [],
        attr: {
          dtype: { type: kinds[dtype] },
          shape: { shape: { dim: [{ size: '-1' }, { size: String(columns) }] } },
        },
      }),
    floats: (values, shape = [values.length]) => constant('float32', values, shape),
    integers: (values, shape = [values.length]) => constant('int32', values, shape),
    op: (op, input, { attr = {}, name = `${op}_${nodes.length}` } = {}) =>
      add({ name, op, input, attr: { ...(attributes[op] ?? ofFloats), ...attr } }),
    finish: () => ({
      topology: { node: nodes, library: {}, versions: { producer: 1 } },
      weights: weights.map(({ of }) => of),
      bytes: bytesOf(weights),
      isExact,
    }),
  };
}

function bytesOf(weights: readonly Kept[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * weights.reduce((sum, { values }) => sum + values.length, 0)));
  let at = 0;
  for (const { of, values } of weights)
    for (let i = 0; i < values.length; i++, at += 4) {
      if (of.dtype === 'int32') view.setInt32(at, values[i] ?? 0, true);
      else view.setFloat32(at, values[i] ?? 0, true);
    }
  return new Uint8Array(view.buffer);
}

/** What is written often. A number is a constant. */
export const arithmetic = (graph: Graph) => {
  const refOf = (value: Ref | number): Ref => (typeof value === 'number' ? graph.floats([value], []) : value);
  const binary =
    (op: string) =>
    (a: Ref | number, b: Ref | number): Ref =>
      graph.op(op, [refOf(a), refOf(b)]);
  return {
    add: binary('AddV2'),
    sub: binary('Sub'),
    mul: binary('Mul'),
    div: binary('RealDiv'),
    min: binary('Minimum'),
    max: binary('Maximum'),
    pow: binary('Pow'),
    /** 1 where it holds, else 0. */
    atLeast: (a: Ref, b: Ref | number): Ref => toFloat(graph, graph.op('GreaterEqual', [a, refOf(b)])),
    matMul: (a: Ref, b: Ref): Ref =>
      graph.op('MatMul', [a, b], { attr: { transpose_a: { b: false }, transpose_b: { b: false } } }),
    /** Columns of [rows, columns] by their places. */
    columns: (from: Ref, places: readonly number[], kind: Kind = 'DT_FLOAT'): Ref =>
      gather(graph, { from, places: graph.integers(places), axis: 1, kind }),
    concat: (parts: readonly Ref[]): Ref => {
      const [first, ...others] = parts;
      if (first === undefined) throw new RangeError('nothing to put side by side');
      return others.length === 0
        ? first
        : graph.op('ConcatV2', [...parts, graph.integers([1], [])], { attr: { N: { i: String(parts.length) } } });
    },
    /** Rows of a constant [rows, columns] by numbers. */
    rows: (from: Ref, places: Ref): Ref => gather(graph, { from, places, axis: 0, kind: 'DT_FLOAT' }),
    /** Over the last axis, which stays. */
    total: (of: Ref): Ref => graph.op('Sum', [of, graph.integers([1])], { attr: { keep_dims: { b: true } } }),
    mean: (of: Ref): Ref => graph.op('Mean', [of, graph.integers([1])], { attr: { keep_dims: { b: true } } }),
  };
};

export type Arithmetic = ReturnType<typeof arithmetic>;

export const toFloat = (graph: Graph, of: Ref): Ref =>
  graph.op('Cast', [of], { attr: { SrcT: { type: 'DT_BOOL' }, DstT: { type: 'DT_FLOAT' } } });

interface Gathering {
  readonly from: Ref;
  readonly places: Ref;
  readonly axis: number;
  readonly kind: Kind;
}

const gather = (graph: Graph, { from, places, axis, kind }: Gathering): Ref =>
  graph.op('GatherV2', [from, places, graph.integers([axis], [])], { attr: { Tparams: { type: kind } } });
