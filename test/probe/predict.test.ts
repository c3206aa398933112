import { expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { predictMembers } from '../../src/probe/predict.js';
import { parametersOf } from '../../src/probe/layout.js';
import type { Network } from '../../src/probe/schema.js';
import { createNormal, createRandom } from '../../src/random.js';
import { plainOutputs } from '../oracle/network.js';
import { distance } from './builders.js';

const { tf } = await loadBackend('native');

it('gives the outputs of each member for its own matrix, more rows than one piece', () => {
  const rows = 4100;
  const network: Network = { inputs: 2, outputs: 2, hidden: [3], activation: 'elu' };
  const normal = createNormal(createRandom(1));
  const size = parametersOf(network);
  const weights = Float32Array.from({ length: 2 * size }, normal);
  const x = [1, 2].map(() => Float32Array.from({ length: rows * 2 }, normal));
  const outputs = predictMembers(tf, { network, weights, x, rows });
  expect(outputs).toHaveLength(2);
  outputs.forEach((values, member) => {
    const plain = tf.tidy(() => {
      const parameters = tf.tensor1d(weights.slice(member * size, (member + 1) * size));
      const model = { tf, network, loss: 'meanSquaredError', huberDelta: 1, focalGamma: 2, focalAlpha: 0.25 } as const;
      const matrix = tf.tensor2d(x[member] ?? [], [rows, 2]);
      return plainOutputs(model, parameters, { x: matrix, y: matrix }).dataSync();
    });
    expect(distance(values, plain)).toBeLessThan(1e-5);
  });
});

it('gives nothing for no rows', () => {
  const network: Network = { inputs: 2, outputs: 1, hidden: [], activation: 'relu' };
  const job = { network, weights: new Float32Array(3), x: [new Float32Array()], rows: 0 };
  expect(predictMembers(tf, job)).toEqual([new Float32Array()]);
});
