import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activated, Activation } from './activations.js';
import type { Tf } from './backend.js';
import { type EmbeddingPass, type EmbeddingWeights, embed, embeddingGradients } from './embedding.js';
import { lengthOf, sectionsOf } from './layout.js';
import type { Network } from './schema.js';

/** One layer of all members: weights [members, in, out], bias and the activation's share [members, 1, out]. */
export interface Layer {
  readonly weights: Tensor;
  readonly bias: Tensor;
  readonly blend?: Tensor;
}

/** Everything that is learned, as tensors that lead with the member axis. */
export interface Weights {
  readonly network: Network;
  readonly embedding?: EmbeddingWeights;
  /** [members, inputs of the first layer, 1] */
  readonly inputScale?: Tensor;
  readonly layers: readonly Layer[];
}

/** What the backward pass needs of a forward pass. `inputs[l]` is what layer l saw, after dropout. */
export interface ForwardPass {
  readonly embedding?: EmbeddingPass;
  readonly inputs: readonly Tensor[];
  readonly preActivations: readonly Tensor[];
  /** Of the activation function alone, without what a learned share passes by. */
  readonly activations: readonly Activated[];
  /** [members, rows, outputs], before any output activation. */
  readonly outputs: Tensor;
}

export interface PassOptions {
  readonly activation: Activation;
  /** `masks[l]` multiplies the activation of hidden layer l (dropout). */
  readonly masks?: readonly Tensor[];
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
    const blend = find('blend', l, asRow);
    return {
      weights: need('weights', l, (shape) => [...shape]),
      bias: need('bias', l, asRow),
      ...(blend && { blend }),
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
  return { network, layers, ...(inputScale && { inputScale }), ...(embedding && { embedding }) };
}

/** Runs `x` [members, rows, inputs] through the network. */
export function forward(tf: Tf, weights: Weights, x: Tensor, { activation, masks }: PassOptions): ForwardPass {
  const { layers, network } = weights;
  const inputs: Tensor[] = [];
  const preActivations: Tensor[] = [];
  const activations: Activated[] = [];
  const embedding = weights.embedding && network.embedding && embed(tf, network.embedding, weights.embedding, x);
  let h = embedding ? tf.concat([x, embedding.outputs], 2) : x;
  layers.forEach((layer, l) => {
    inputs.push(h);
    const z = tf.add(tf.matMul(h, l === 0 ? scaledWeights(tf, weights, layer) : layer.weights), layer.bias);
    preActivations.push(z);
    if (l === layers.length - 1) return;
    const activated = activation.forward(z);
    activations.push(activated);
    const f = activated.a;
    const a = layer.blend ? tf.add(z, tf.mul(layer.blend, tf.sub(f, z))) : f;
    const mask = masks?.[l];
    h = mask ? tf.mul(a, mask) : a;
  });
  const outputs = at(preActivations, layers.length - 1);
  return { inputs, preActivations, activations, outputs, ...(embedding && { embedding }) };
}

/** A factor of an input is a factor of its row of weights. */
const scaledWeights = (tf: Tf, { inputScale }: Weights, { weights }: Layer): Tensor =>
  inputScale ? tf.mul(weights, inputScale) : weights;

/**
 * Gradient of the loss by the flat parameters, [members, parameters], from its gradient by the outputs.
 * Layer by layer from the last: dW = inputs' d, db = sum of d over rows, and d of the layer below = (d W') . mask . f'(z).
 */
export function backward(
  tf: Tf,
  weights: Weights,
  pass: ForwardPass,
  { gradient, activation, masks }: PassOptions & { readonly gradient: Tensor },
): Tensor {
  const { layers } = weights;
  const gradients: Tensor[] = [];
  let delta = gradient;
  for (let l = layers.length - 1; l > 0; l--) {
    gradients.unshift(...layerGradients(tf, at(pass.inputs, l), delta));
    const byInput = tf.matMul(delta, at(layers, l).weights, false, true);
    const mask = masks?.[l - 1];
    const byOutput = mask ? tf.mul(byInput, mask) : byInput;
    const below = { ...at(pass.activations, l - 1), z: at(pass.preActivations, l - 1) };
    const { blend } = at(layers, l - 1);
    if (blend) gradients.unshift(tf.sum(tf.mul(byOutput, tf.sub(below.a, below.z)), 1));
    const through = (part: Tensor): Tensor => activation.backward(part, below);
    delta = blend ? throughShare(tf, byOutput, blend, through) : through(byOutput);
  }
  return tf.concat([...frontGradients(tf, weights, pass, delta), ...gradients], 1);
}

/** Of the weights and the bias of a layer, [members, length] each. */
const layerGradients = (tf: Tf, inputs: Tensor, delta: Tensor): [Tensor, Tensor] => [
  tf.reshape(tf.matMul(inputs, delta, true, false), [delta.shape[0] ?? 0, -1]),
  tf.sum(delta, 1),
];

/** 1 - s + s f'(z), where only a share s of the units' input passes the activation. */
function throughShare(tf: Tf, gradient: Tensor, share: Tensor, through: (gradient: Tensor) => Tensor): Tensor {
  const shared = tf.mul(gradient, share);
  return tf.add(tf.sub(gradient, shared), through(shared));
}

/**
 * Of the first layer and of what comes before it. With scaled inputs x s the layer's weights are s W, so that with
 * G = x' d: dW = s G, and ds = the sum of W G over the units: no gradient by the inputs is needed.
 */
function frontGradients(tf: Tf, weights: Weights, pass: ForwardPass, delta: Tensor): Tensor[] {
  const { inputScale, embedding, network } = weights;
  const first = at(weights.layers, 0);
  const [flat, byBias] = layerGradients(tf, at(pass.inputs, 0), delta);
  const byScaled = tf.reshape(flat, first.weights.shape);
  const byWeights = inputScale ? tf.reshape(tf.mul(byScaled, inputScale), flat.shape) : flat;
  const byScale = inputScale ? [tf.sum(tf.mul(byScaled, first.weights), 2)] : [];
  const rest = [...byScale, byWeights, byBias];
  if (!embedding || !pass.embedding) return rest;
  const [members = 1, all = 1, units = 1] = first.weights.shape;
  const added = all - network.inputs;
  const ofEmbedded = tf.slice(scaledWeights(tf, weights, first), [0, network.inputs, 0], [members, added, units]);
  const byEmbedded = tf.matMul(delta, ofEmbedded, false, true);
  return [...embeddingGradients(tf, embedding, pass.embedding, byEmbedded), ...rest];
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
