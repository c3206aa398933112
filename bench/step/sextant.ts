// Milliseconds of an optimisation step, per model, of a population of ours. Arguments: bare or full, members a fold, width, batch, steps, folds.
import { loadBackend } from '../../dist/probe/backend.js';
import { createBatches } from '../../dist/probe/batches.js';
import { uploadData } from '../../dist/probe/device-data.js';
import { REPLAYS_TO_LOAD } from '../../dist/probe/graph.js';
import { initialParameters } from '../../dist/probe/initialize.js';
import { createProgram } from '../../dist/probe/program.js';
import type { Population } from '../../dist/probe/schema.js';
import { createRandom } from '../../dist/random.js';

const [recipe = 'bare', ...numbers] = process.argv.slice(2);
const [perFold = 4, width = 64, batch = 64, steps = 600, folds = 5] = numbers.map(Number);
// What counts is done by a graph.
const [rows, inputs, outputs, warmUp] = [2000, 20, 2, REPLAYS_TO_LOAD + 20];
const isFull = recipe === 'full';

const { tf, name } = await loadBackend('native');
const random = createRandom(0, 'step bench');
const x = Float32Array.from({ length: rows * inputs }, () => 2 * random() - 1);
const y = new Float32Array(rows * outputs);
for (let row = 0; row < rows; row++) y[row * outputs + Number((x[row * inputs] ?? 0) > 0)] = 1;
const all = Int32Array.from({ length: rows }, (_, row) => row);
const data = uploadData(tf, {
  rows,
  inputs,
  outputs,
  folds: Array.from({ length: folds }, (_, fold) => ({
    train: all.filter((row) => row % folds !== fold),
    validation: all.filter((row) => row % folds === fold),
    x,
    y,
    rowWeights: new Float32Array(rows).fill(1),
  })),
});
const population: Population = {
  network: { inputs, outputs, hidden: [width, width], activation: 'relu' },
  loss: 'categoricalCrossentropy',
  huberDelta: 1,
  focalGamma: 2,
  focalAlpha: 0.25,
  optimizer: { name: 'adam', momentum: 0.9, beta1: 0.9, beta2: 0.999, rho: 0.9, epsilon: 1e-8 },
  initializer: 'heNormal',
  outputBias: Array.from({ length: folds }, () => [0, 0]),
  schedule: isFull ? { name: 'cosine', warmupShare: 0.05 } : { name: 'constant' },
  dropoutSchedule: 'constant',
  weightDecaySchedule: 'constant',
  gradientClipNorm: null,
  weightAveraging: false,
  batchSize: batch,
  epochs: 1,
  earlyStopping: { patience: 1, patienceGrowth: 0, minDelta: 0 },
  halving: false,
  seed: 0,
  configurations: Array.from({ length: perFold }, (_, i) => ({
    id: `${i}`,
    learningRate: 0.001 * (i + 1),
    dropout: isFull ? 0.15 : 0,
    weightDecay: isFull ? 0.1 : 0,
    labelSmoothing: 0,
    inputNoise: 0,
    mixup: 0,
  })),
};

const program = createProgram(tf, population, data);
const start = initialParameters(population, folds);
const learner = program.start(
  Float32Array.from({ length: perFold * start.length }, (_, i) => start[i % start.length] ?? 0),
);
const order = createBatches(data.trainRows, batch, 0)(warmUp + steps);
const stepsPerEpoch = Math.round((rows * (1 - 1 / folds)) / batch);
let started = 0;
for (let step = 0; step < warmUp + steps; step++) {
  if (step === warmUp) started = performance.now();
  const own = order.subarray(step * folds * batch, (step + 1) * folds * batch);
  const { configurations } = population;
  program.step({ learner, configurations, rows: own, step, t: step / (warmUp + steps) });
  if (!isFull || step % stepsPerEpoch !== 0) continue;
  const { losses, outputs: evaluated } = program.evaluate(learner.parameters, data.validation);
  losses.dataSync();
  tf.dispose([losses, evaluated]);
}
learner.parameters.dataSync();
const ms = (performance.now() - started) / steps;

/** Floating-point operations of a second that one large product reaches in this process. */
function peak(): number {
  const size = 1024;
  const square = tf.randomNormal([size, size]);
  const times = Array.from({ length: 12 }, () => {
    const from = performance.now();
    tf.matMul(square, square).dispose();
    return performance.now() - from;
  });
  return (2 * size ** 3) / (Math.min(...times) / 1000);
}
// Forward, by weights, and by inputs but for the first layer.
const products = 3 * (inputs * width + width * width + width * outputs) - inputs * width;
const rate = (2 * batch * products * perFold * folds) / (ms / 1000);
console.log(JSON.stringify({ ms: ms / (perFold * folds), shareOfPeak: rate / peak(), backend: name }));
