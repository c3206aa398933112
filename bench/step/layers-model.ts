// Milliseconds of an optimisation step of TensorFlow.js' own LayersModel.fit on the native backend, one thread.
import { loadBackend } from '../../dist/probe/backend.js';

// Ours first: it mends what the binding misses on later versions of Node.
await loadBackend('native');
const tf = await import('@tensorflow/tfjs-node');
const [rows, inputs, batch, epochs] = [1600, 20, 64, 8];
const x = tf.randomUniform([rows, inputs], -1, 1);
const label = tf.cast(tf.greater(tf.slice(x, [0, 0], [rows, 1]), 0), 'float32');
const y = tf.concat([tf.sub(1, label), label], 1);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 64, activation: 'relu', inputShape: [inputs] }),
    tf.layers.dense({ units: 64, activation: 'relu' }),
    tf.layers.dense({ units: 2, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
const fit = (times: number) => model.fit(x, y, { batchSize: batch, epochs: times, verbose: 0 });
await fit(1);
const started = performance.now();
await fit(epochs);
console.log(JSON.stringify({ ms: (performance.now() - started) / (epochs * Math.ceil(rows / batch)) }));
