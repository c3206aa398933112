// Milliseconds of an optimisation step of TensorFlow.js' own LayersModel.fit on the native backend, one thread. Argument: bare or full.
import { loadBackend } from '../../dist/probe/backend.js';

// Ours first: it mends what the binding misses on later versions of Node.
await loadBackend('native');
const tf = await import('@tensorflow/tfjs-node');
const [rows, held, inputs, batch, epochs] = [1600, 400, 20, 64, 8];
const isFull = process.argv[2] === 'full';
function table(size: number) {
  const x = tf.randomUniform([size, inputs], -1, 1);
  const label = tf.cast(tf.greater(tf.slice(x, [0, 0], [size, 1]), 0), 'float32');
  return { x, y: tf.concat([tf.sub(1, label), label], 1) };
}
const { x, y } = table(rows);
const validation = table(held);
// What it has of the full recipe: dropout, a penalty on the weights, and a loss of validation rows after every epoch.
const penalty = isFull ? { kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) } : {};
const dropout = () => (isFull ? [tf.layers.dropout({ rate: 0.15 })] : []);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 64, activation: 'relu', inputShape: [inputs], ...penalty }),
    ...dropout(),
    tf.layers.dense({ units: 64, activation: 'relu', ...penalty }),
    ...dropout(),
    tf.layers.dense({ units: 2, activation: 'softmax', ...penalty }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
const fit = (times: number) =>
  model.fit(x, y, {
    batchSize: batch,
    epochs: times,
    verbose: 0,
    ...(isFull && { validationData: [validation.x, validation.y] as [typeof x, typeof y] }),
  });
await fit(1);
const started = performance.now();
await fit(epochs);
console.log(JSON.stringify({ ms: (performance.now() - started) / (epochs * Math.ceil(rows / batch)) }));
