// Run as a program: `node try-native.mjs <root>`. Ends with 0 when TensorFlow's native library computes here.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';

// tfjs-node 4.22 calls two functions that Node 23 took away.
const gone = { isNullOrUndefined: (/** @type {unknown} */ value) => value == null, isArray: Array.isArray };
for (const [name, standIn] of Object.entries(gone)) {
  if (!(name in util)) Object.assign(util, { [name]: standIn });
}

const requireThere = createRequire(join(process.argv[2] ?? process.cwd(), 'package.json'));
const tf = requireThere('@tensorflow/tfjs-node');
const product = tf.matMul(
  tf.tensor2d([
    [1, 2],
    [3, 4],
  ]),
  tf.tensor2d([
    [5, 6],
    [7, 8],
  ]),
);
assert.equal(tf.getBackend(), 'tensorflow');
assert.deepEqual(Array.from(product.dataSync()), [19, 22, 43, 50]);
