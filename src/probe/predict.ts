import { activations } from './activations.js';
import type { Tf } from './backend.js';
import { forward, unpack } from './network.js';
import { parametersOf } from './layout.js';
import type { PredictionJob } from './schema.js';

/** Rows of one forward pass; bounds the memory of wide layers. */
const CHUNK = 2048;

/** Outputs of every member before any output activation: one [rows, outputs] matrix a member. */
export function predictMembers(tf: Tf, { network, weights, x, rows }: PredictionJob): Float32Array[] {
  const size = parametersOf(network);
  const activation = activations(tf)[network.activation];
  return x.map((matrix, member) => {
    const outputs = new Float32Array(rows * network.outputs);
    tf.tidy(() => {
      const parameters = tf.tensor2d(weights.subarray(member * size, (member + 1) * size), [1, size]);
      const unpacked = unpack(tf, parameters, network);
      for (let from = 0; from < rows; from += CHUNK) {
        const count = Math.min(CHUNK, rows - from);
        const piece = tf.tidy(() => {
          const values = matrix.subarray(from * network.inputs, (from + count) * network.inputs);
          return forward(tf, unpacked, tf.tensor3d(values, [1, count, network.inputs]), { activation }).outputs;
        });
        outputs.set(piece.dataSync(), from * network.outputs);
        piece.dispose();
      }
    });
    return outputs;
  });
}
