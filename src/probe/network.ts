import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activated, Activation } from './activations.js';
import type { Tf } from './backend.js';
import { type CategoryPass, inputsFrom, lookUp, numbersIn, tableGradient } from './categories.js';
import { type EmbeddingPass, type EmbeddingWeights, embed, embeddingGradients } from './embedding.js';
import { embeddedOutputs, isResidual, lengthOf, runningOf, sectionsOf } from './layout.js';
import { mixRows } from './noise.js';
import { type Moments, type Normalized, normalize, normalizeBackward } from './normalization.js';
import { productOverRows, sumOverRows } from './over-rows.js';
import type { Network } from './schema.js';

/** One layer of all members: weights [members, in, out]; gain, bias, the activation's share and running moments [members, 1, out]. */
export interface Layer {
  readonly weights: Tensor;
  /** Of normalised units. */
  readonly gain?: Tensor;
  readonly bias: Tensor;
  readonly blend?: Tensor;
  /** Of batch normalisation: the moments of the last batches, by which it predicts. */
  readonly running?: Moments;
}

/** Everything that is learned, as tensors that lead with the member axis. */
export interface Weights {
  readonly network: Network;
  /** Vectors of all categories' codes, [members, rows of tables, size]. */
  readonly tables?: Tensor;
  readonly embedding?: EmbeddingWeights;
  /** [members, inputs of the first layer, 1] */
  readonly inputScale?: Tensor;
  readonly layers: readonly Layer[];
}

/** What the backward pass needs of a forward pass. `inputs[l]` is what layer l saw, after dropout. */
export interface ForwardPass {
  readonly categories?: CategoryPass;
  readonly embedding?: EmbeddingPass;
  readonly inputs: readonly Tensor[];
  /** What layer l sums to, normalised where the network says so, bias included. */
  readonly preActivations: readonly Tensor[];
  /** Of each hidden layer; empty without normalisation. */
  readonly normalized: readonly Normalized[];
  /** Of the activation function alone, without what a learned share passes by. */
  readonly activations: readonly Activated[];
  /** What the units of each hidden layer give, after dropout and before what a skip connection adds. */
  readonly units: readonly Tensor[];
  /** [members, rows, outputs], before any output activation. */
  readonly outputs: Tensor;
}

export interface PassOptions {
  readonly activation: Activation;
  /** `masks[l]` multiplies the activation of hidden layer l (dropout). */
  readonly masks?: readonly Tensor[];
  /** Batch normalisation by the moments of `x` itself, not by the running ones. */
  readonly isTraining?: boolean;
  /** Each member's own share, [members, 1, 1], where the rows of a batch are mixed: vectors of categories are mixed by it. */
  readonly ownShare?: Tensor;
}

/** The weights inside the flat parameters [members, parameters]. */
export function unpack(tf: Tf, parameters: Tensor, network: Network): Weights {
  const members = parameters.shape[0] ?? 0;
  const sections = sectionsOf(network);
  const parts = tf.split(parameters, sections.map(lengthOf), 1);
  const find = (kind: (typeof sections)[number]['kind'], layer: number, shape: (of: readonly number[]) => number[]) => {
    const index = sections.findIndex((section) => section.kind === kind && section.layer === layer);
    const part = parts[index];
    return part && tf.reshape(part, [members, ...shape(sections[index]?.shape ?? [])]);
  };
  const need = (...of: Parameters<typeof find>): Tensor => {
    const part = find(...of);
    if (part === undefined) throw new RangeError(`the network has no ${of[0]} in layer ${of[1]}`);
    return part;
  };
  const asRow = ([units = 1]: readonly number[]): number[] => [1, units];
  const layers = [...network.hidden, network.outputs].map((_, l): Layer => {
    const gain = find('gain', l, asRow);
    const blend = find('blend', l, asRow);
    const [mean, variance] = [find('runningMean', l, asRow), find('runningVariance', l, asRow)];
    return {
      weights: need('weights', l, (shape) => [...shape]),
      ...(gain && { gain }),
      bias: need('bias', l, asRow),
      ...(blend && { blend }),
      ...(mean && variance && { running: { mean, variance } }),
    };
  });
  const inputScale = find('inputScale', -1, ([inputs = 1]) => [inputs, 1]);
  const overRows = ([numbers = 1, last = 1]: readonly number[]): number[] => [numbers, 1, last];
  const embedding = network.embedding && {
    frequencies: need('frequencies', -1, overRows),
    phases: need('phases', -1, overRows),
    mix: need('mix', -1, (shape) => [...shape]),
    bias: need('mixBias', -1, overRows),
  };
  const tables = find('table', -1, (shape) => [...shape]);
  return {
    network,
    layers,
    ...(tables && { tables }),
    ...(inputScale && { inputScale }),
    ...(embedding && { embedding }),
  };
}

/**
 * Runs `x` [members, rows, inputs] through the network. A hidden layer gives dropout(f(gain . norm(W h) + bias)), and with a
 * skip connection h + that: nothing stands on the way that goes by (He et al. 2016, arXiv 1603.05027, section 3).
 */
export function forward(tf: Tf, weights: Weights, x: Tensor, options: PassOptions): ForwardPass {
  const { activation, masks, isTraining = false } = options;
  const { layers, network } = weights;
  const inputs: Tensor[] = [];
  const preActivations: Tensor[] = [];
  const normalized: Normalized[] = [];
  const activations: Activated[] = [];
  const units: Tensor[] = [];
  const { outputs: first, ...front } = frontOutputs(tf, weights, x, options);
  let h = first;
  layers.forEach((layer, l) => {
    inputs.push(h);
    const product = tf.matMul(h, l === 0 ? scaledWeights(tf, weights, layer) : layer.weights);
    const { gain } = layer;
    const normal =
      network.normalization &&
      gain &&
      normalize(tf, product, network.normalization, isTraining ? undefined : layer.running);
    if (normal) normalized.push(normal);
    const z = tf.add(gain && normal ? tf.mul(normal.n, gain) : product, layer.bias);
    preActivations.push(z);
    if (l === layers.length - 1) return;
    const activated = activation.forward(z);
    activations.push(activated);
    const f = activated.a;
    const a = layer.blend ? tf.add(z, tf.mul(layer.blend, tf.sub(f, z))) : f;
    const mask = masks?.[l];
    const given = mask ? tf.mul(a, mask) : a;
    units.push(given);
    h = isResidual(network, l) ? tf.add(h, given) : given;
  });
  const outputs = at(preActivations, layers.length - 1);
  return { inputs, preActivations, normalized, activations, units, outputs, ...front };
}

/** Without the codes behind them; none where every input is a code. */
const numbersOf = (tf: Tf, network: Network, x: Tensor): Tensor[] =>
  numbersIn(network) > 0 ? [inputsFrom(tf, x, 0, numbersIn(network))] : [];

/** What the first layer sees, [members, rows, inputs of the first layer]: numbers, their embedding, vectors of categories. */
function frontOutputs(
  tf: Tf,
  { network, tables, embedding: weights }: Weights,
  x: Tensor,
  { ownShare }: PassOptions,
): Pick<ForwardPass, 'categories' | 'embedding' | 'outputs'> {
  const embedding = weights && network.embedding && embed(tf, network.embedding, weights, x);
  const categories = tables && network.categories && lookUp(tf, { network, categories: network.categories }, tables, x);
  const parts = [
    ...(categories ? numbersOf(tf, network, x) : [x]),
    ...(embedding ? [embedding.outputs] : []),
    ...(categories ? [ownShare ? mixRows(tf, categories.outputs, ownShare) : categories.outputs] : []),
  ];
  const outputs = parts.length === 1 ? at(parts, 0) : tf.concat(parts, 2);
  return { outputs, ...(categories && { categories }), ...(embedding && { embedding }) };
}

/** A factor of an input is a factor of its row of weights. */
const scaledWeights = (tf: Tf, { inputScale }: Weights, { weights }: Layer): Tensor =>
  inputScale ? tf.mul(weights, inputScale) : weights;

/**
 * Gradient of the loss by the flat parameters, [members, parameters], from its gradient by the outputs; 0 for what is kept but
 * not learned. Layer by layer from the last: dW = inputs' d, db = sum of d over rows, and d of the layer below =
 * (d W') . mask . f'(z), where d W' gains what goes by layer l on its skip connection.
 */
export function backward(
  tf: Tf,
  weights: Weights,
  pass: ForwardPass,
  options: PassOptions & { readonly gradient: Tensor },
): Tensor {
  const { gradient, activation, masks } = options;
  const { layers, network } = weights;
  const gradients: Tensor[] = [];
  let byPreActivations = gradient;
  let byGiven: Tensor | undefined;
  for (let l = layers.length - 1; l > 0; l--) {
    const { own, delta } = layerGradients(tf, weights, pass, { l, gradient: byPreActivations });
    gradients.unshift(...own);
    const byProduct = tf.matMul(delta, at(layers, l).weights, false, true);
    const byInput: Tensor = byGiven && isResidual(network, l) ? tf.add(byProduct, byGiven) : byProduct;
    byGiven = byInput;
    const mask = masks?.[l - 1];
    const byOutput = mask ? tf.mul(byInput, mask) : byInput;
    const below = { ...at(pass.activations, l - 1), z: at(pass.preActivations, l - 1) };
    const { blend } = at(layers, l - 1);
    if (blend) gradients.unshift(sumOverRows(tf, tf.mul(byOutput, tf.sub(below.a, below.z))));
    const through = (part: Tensor): Tensor => activation.backward(part, below);
    byPreActivations = blend ? throughShare(tf, byOutput, blend, through) : through(byOutput);
  }
  const running = runningOf(network);
  const kept = running > 0 ? [tf.zeros([gradient.shape[0] ?? 0, running])] : [];
  return tf.concat(
    [...frontGradients(tf, weights, pass, { ...options, gradient: byPreActivations }), ...gradients, ...kept],
    1,
  );
}

interface LayerGradients {
  /** Of the layer's weights, its gain where it has one, and its bias, [members, length] each. */
  readonly own: readonly [Tensor, ...Tensor[]];
  /** By the product of weights and inputs: [members, rows, units]. */
  readonly delta: Tensor;
}

/** From the gradient by the layer's pre-activations. */
function layerGradients(
  tf: Tf,
  { layers, network }: Weights,
  pass: ForwardPass,
  { l, gradient }: { readonly l: number; readonly gradient: Tensor },
): LayerGradients {
  const { gain } = at(layers, l);
  const normalized = pass.normalized[l];
  const isNormalized = gain && normalized && network.normalization;
  const delta = isNormalized
    ? normalizeBackward(tf, tf.mul(gradient, gain), normalized, network.normalization)
    : gradient;
  const byWeights = tf.reshape(productOverRows(tf, at(pass.inputs, l), delta), [delta.shape[0] ?? 0, -1]);
  const byGain = isNormalized ? [sumOverRows(tf, tf.mul(gradient, normalized.n))] : [];
  return { own: [byWeights, ...byGain, sumOverRows(tf, gradient)], delta };
}

/** 1 - s + s f'(z), where only a share s of the units' input passes the activation. */
function throughShare(tf: Tf, gradient: Tensor, share: Tensor, through: (gradient: Tensor) => Tensor): Tensor {
  const shared = tf.mul(gradient, share);
  return tf.add(tf.sub(gradient, shared), through(shared));
}

/**
 * Of the first layer and of what comes before it. With scaled inputs x s the layer's weights are s W, so that with
 * G = x' d: dW = s G, and ds = the sum of W G over the units: no gradient by the inputs is needed.
 */
function frontGradients(
  tf: Tf,
  weights: Weights,
  pass: ForwardPass,
  options: PassOptions & { readonly gradient: Tensor },
): Tensor[] {
  const { inputScale } = weights;
  const first = at(weights.layers, 0);
  const { own, delta } = layerGradients(tf, weights, pass, { l: 0, gradient: options.gradient });
  const [flat, ...others] = own;
  const byScaled = tf.reshape(flat, first.weights.shape);
  const byWeights = inputScale ? tf.reshape(tf.mul(byScaled, inputScale), flat.shape) : flat;
  const byScale = inputScale ? [tf.sum(tf.mul(byScaled, first.weights), 2)] : [];
  return [...embeddedGradients(tf, weights, pass, { ...options, gradient: delta }), ...byScale, byWeights, ...others];
}

/** Of the vectors of categories and of the embedding of numbers, which stand behind the numbers in the first layer's inputs. */
function embeddedGradients(
  tf: Tf,
  weights: Weights,
  pass: ForwardPass,
  { gradient, ownShare }: PassOptions & { readonly gradient: Tensor },
): Tensor[] {
  const { embedding, network } = weights;
  if (!pass.embedding && !pass.categories) return [];
  const numbers = numbersIn(network);
  const embedded = embeddedOutputs(network);
  const scaled = scaledWeights(tf, weights, at(weights.layers, 0));
  const [members = 1, all = 1, units = 1] = scaled.shape;
  const added = tf.slice(scaled, [0, numbers, 0], [members, all - numbers, units]);
  const byAdded = tf.matMul(gradient, added, false, true);
  const byVectors = (): Tensor => inputsFrom(tf, byAdded, embedded, all - numbers - embedded);
  const through = (part: Tensor): Tensor => (ownShare ? mixRows(tf, part, ownShare) : part);
  return [
    ...(pass.categories && network.categories
      ? [tableGradient(tf, network.categories, pass.categories, through(byVectors()))]
      : []),
    ...(pass.embedding && embedding
      ? embeddingGradients(tf, embedding, pass.embedding, inputsFrom(tf, byAdded, 0, embedded))
      : []),
  ];
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
