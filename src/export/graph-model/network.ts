import type { FeatureEncoder } from '../../prepare/schema.js';
import { GELU_CUBIC, GELU_SCALE, LEAK } from '../../probe/activations.js';
import { firstRows } from '../../probe/categories.js';
import { isResidual, lengthOf, type Section, sectionsOf } from '../../probe/layout.js';
import type { ActivationName, CategoryEmbedding, Network, PeriodicEmbedding } from '../../probe/schema.js';
import { normalizationDefaults } from '../../settings/recipe.js';
import { encodeNumbers, type Inputs, placesOfLevels } from './encode.js';
import type { Arithmetic, Graph, Ref } from './graph.js';

export interface MemberNetwork {
  readonly network: Network;
  readonly features: FeatureEncoder;
  /** Flat, as `sectionsOf` says. */
  readonly weights: Float32Array;
}

type Find = (kind: Section['kind'], layer: number) => Float32Array | undefined;

interface Building {
  readonly graph: Graph;
  readonly math: Arithmetic;
  readonly network: Network;
  readonly find: Find;
}

/** The outputs of a network, [rows, outputs], before any output activation: what `forward` does, for one member. */
export function networkOutputs(graph: Graph, math: Arithmetic, inputs: Inputs, member: MemberNetwork): Ref {
  const { network } = member;
  const building: Building = { graph, math, network, find: finder(member) };
  const sizes = [...network.hidden, network.outputs];
  let h = firstLayerInputs(building, inputs, member.features);
  sizes.forEach((units, layer) => {
    const z = preActivation(building, h, { layer, units });
    if (layer === sizes.length - 1) {
      h = z;
      return;
    }
    const f = activations[network.activation](graph, math, z);
    const blend = building.find('blend', layer);
    const given = blend ? math.add(z, math.mul(graph.floats(blend), math.sub(f, z))) : f;
    h = isResidual(network, layer) ? math.add(h, given) : given;
  });
  return h;
}

function finder({ network, weights }: MemberNetwork): Find {
  let at = 0;
  const found = new Map(
    sectionsOf(network).map((section) => {
      const values = weights.subarray(at, (at += lengthOf(section)));
      return [`${section.kind} ${section.layer}`, values];
    }),
  );
  return (kind, layer) => found.get(`${kind} ${layer}`);
}

function need<T>(part: T | undefined): T {
  if (part === undefined) throw new RangeError('the model lacks a part of its network');
  return part;
}

/** Numbers, their embedding, vectors of categories. */
function firstLayerInputs(building: Building, inputs: Inputs, features: FeatureEncoder): Ref {
  const { graph, math, network } = building;
  const numbers = encodeNumbers(graph, math, inputs, features);
  const { embedding, categories } = network;
  return math.concat([
    ...(numbers === undefined ? [] : [numbers]),
    ...(numbers !== undefined && embedding ? [embedded(building, embedding, numbers)] : []),
    ...(categories ? vectors(building, categories, inputs, features) : []),
  ]);
}

/** W cos(2 pi f x + p) + c of each numeric input, side by side. */
function embedded({ graph, math, find }: Building, embedding: PeriodicEmbedding, numbers: Ref): Ref {
  const { inputs, frequencies, size } = embedding;
  const count = inputs.length;
  const transposed = (of: Ref): Ref => graph.op('Transpose', [of, graph.integers([1, 0, 2])]);
  const x = graph.op('Reshape', [math.columns(numbers, inputs), graph.integers([-1, count, 1])]);
  const turns = need(find('frequencies', -1)).map((frequency) => 2 * Math.PI * frequency);
  const angles = math.add(
    math.mul(x, graph.floats(turns, [1, count, frequencies])),
    graph.floats(need(find('phases', -1)), [1, count, frequencies]),
  );
  const mixed = graph.op(
    'BatchMatMulV2',
    [transposed(graph.op('Cos', [angles])), graph.floats(need(find('mix', -1)), [count, frequencies, size])],
    { attr: { adj_x: { b: false }, adj_y: { b: false } } },
  );
  const shifted = math.add(mixed, graph.floats(need(find('mixBias', -1)), [count, 1, size]));
  return graph.op('Reshape', [transposed(shifted), graph.integers([-1, count * size])]);
}

/** Of each embedded column: a vector for each level, and one before them for what is none. */
function vectors(
  { graph, math, find }: Building,
  categories: CategoryEmbedding,
  { codes, places }: Inputs,
  { columns }: FeatureEncoder,
): Ref[] {
  const { size } = categories;
  const table = need(find('table', -1));
  const starts = firstRows(categories);
  const embeddedColumns = columns.flatMap((column, i) =>
    column.kind === 'embedded' ? [{ column, from: places[i] ?? 0 }] : [],
  );
  return embeddedColumns.map(({ column: { codeOfLevel }, from }, i) => {
    const rows = [0, ...codeOfLevel].map((code) => (starts[i] ?? 0) + code);
    const values = Float32Array.from(rows.flatMap((row) => [...table.subarray(row * size, (row + 1) * size)]));
    const own = graph.floats(values, [rows.length, size]);
    return math.rows(own, placesOfLevels(graph, math, need(codes), from));
  });
}

/** gain . norm(W h) + bias */
function preActivation(
  { graph, math, network, find }: Building,
  h: Ref,
  { layer, units }: { readonly layer: number; readonly units: number },
): Ref {
  const weights = need(find('weights', layer));
  const scale = layer === 0 ? find('inputScale', -1) : undefined;
  // A factor of an input is a factor of its row of weights.
  const scaled = scale ? weights.map((weight, i) => weight * (scale[Math.floor(i / units)] ?? 1)) : weights;
  const product = math.matMul(h, graph.floats(scaled, [weights.length / units, units]));
  const gain = find('gain', layer);
  const normal = gain
    ? math.mul(normalized({ graph, math, network, find }, product, layer), graph.floats(gain))
    : product;
  return math.add(normal, graph.floats(need(find('bias', layer))));
}

function normalized({ graph, math, find }: Building, z: Ref, layer: number): Ref {
  const { epsilon } = normalizationDefaults;
  const running = find('runningVariance', layer);
  if (running) {
    const inverse = running.map((variance) => 1 / Math.sqrt(variance + epsilon));
    return math.mul(math.sub(z, graph.floats(need(find('runningMean', layer)))), graph.floats(inverse));
  }
  const centred = math.sub(z, math.mean(z));
  const variance = math.mean(math.mul(centred, centred));
  return math.div(centred, graph.op('Sqrt', [math.add(variance, epsilon)]));
}

type Activate = (graph: Graph, math: Arithmetic, z: Ref) => Ref;
const single =
  (op: string): Activate =>
  (graph, _, z) =>
    graph.op(op, [z]);

/** As in `src/probe/activations.ts`. */
const activations: Readonly<Record<ActivationName, Activate>> = {
  relu: single('Relu'),
  leakyRelu: (graph, _, z) => graph.op('LeakyRelu', [z], { attr: { alpha: { f: LEAK } } }),
  tanh: single('Tanh'),
  sigmoid: single('Sigmoid'),
  elu: single('Elu'),
  selu: single('Selu'),
  silu: (graph, math, z) => math.mul(z, graph.op('Sigmoid', [z])),
  gelu: (graph, math, z) => {
    const inner = math.mul(z, math.add(math.mul(math.mul(z, z), GELU_SCALE * GELU_CUBIC), GELU_SCALE));
    return math.mul(math.mul(z, 0.5), math.add(graph.op('Tanh', [inner]), 1));
  },
  mish: (graph, math, z) => math.mul(z, graph.op('Tanh', [graph.op('Softplus', [z])])),
};
