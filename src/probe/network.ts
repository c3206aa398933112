import type { Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from './activations.js';
import type { Tf } from './backend.js';
import { layersOf, type Network } from './schema.js';

/** One layer of all members: weights [members, in, out], bias [members, 1, out]. */
export interface Layer {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

/** What the backward pass needs of a forward pass. `inputs[l]` is what layer l saw, after dropout. */
export interface ForwardPass {
  readonly inputs: readonly Tensor[];
  readonly preActivations: readonly Tensor[];
  readonly activations: readonly Tensor[];
  /** [members, rows, outputs], before any output activation. */
  readonly outputs: Tensor;
}

/** The layers inside the flat parameters [members, parameters]. */
export function unpack(tf: Tf, parameters: Tensor, network: Network): Layer[] {
  const members = parameters.shape[0] ?? 0;
  const layout = layersOf(network);
  const sizes = layout.flatMap((layer) => [layer.inputs * layer.outputs, layer.outputs]);
  const parts = tf.split(parameters, sizes, 1);
  return layout.map((layer, l) => ({
    weights: tf.reshape(at(parts, 2 * l), [members, layer.inputs, layer.outputs]),
    bias: tf.reshape(at(parts, 2 * l + 1), [members, 1, layer.outputs]),
  }));
}

/** Runs `x` [members, rows, inputs] through the layers. `masks[l]` multiplies the activation of hidden layer l (dropout). */
export function forward(
  tf: Tf,
  layers: readonly Layer[],
  x: Tensor,
  { activation, masks }: { readonly activation: Activation; readonly masks?: readonly Tensor[] },
): ForwardPass {
  const inputs: Tensor[] = [];
  const preActivations: Tensor[] = [];
  const activations: Tensor[] = [];
  let h = x;
  layers.forEach(({ weights, bias }, l) => {
    inputs.push(h);
    const z = tf.add(tf.matMul(h, weights), bias);
    preActivations.push(z);
    if (l === layers.length - 1) return;
    const a = activation.forward(z);
    activations.push(a);
    const mask = masks?.[l];
    h = mask ? tf.mul(a, mask) : a;
  });
  return { inputs, preActivations, activations, outputs: at(preActivations, layers.length - 1) };
}

/**
 * Gradient of the loss by the flat parameters, [members, parameters], from its gradient by the outputs.
 * Layer by layer from the last: dW = inputs' d, db = sum of d over rows, and d of the layer below = (d W') . mask . f'(z).
 */
export function backward(
  tf: Tf,
  layers: readonly Layer[],
  pass: ForwardPass,
  {
    gradient,
    activation,
    masks,
  }: { readonly gradient: Tensor; readonly activation: Activation; readonly masks?: readonly Tensor[] },
): Tensor {
  const members = gradient.shape[0] ?? 0;
  const gradients: Tensor[] = [];
  let delta = gradient;
  for (let l = layers.length - 1; l >= 0; l--) {
    const byWeights = tf.matMul(at(pass.inputs, l), delta, true, false);
    gradients.unshift(tf.reshape(byWeights, [members, -1]), tf.sum(delta, 1));
    if (l === 0) break;
    const byInput = tf.matMul(delta, at(layers, l).weights, false, true);
    const mask = masks?.[l - 1];
    const byActivation = mask ? tf.mul(byInput, mask) : byInput;
    delta = activation.backward(byActivation, at(pass.preActivations, l - 1), at(pass.activations, l - 1));
  }
  return tf.concat(gradients, 1);
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
