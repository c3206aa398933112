import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recommend } from '../../src/decide/recommend.js';
import { scriptFormats } from '../../src/export/formats.js';
import { createRandom } from '../../src/random.js';
import { DELTA_SHARE } from '../../src/refine/select.js';
import type { ProbeReport } from '../../src/settings/recommendation.js';
import type { Settings } from '../../src/settings/slots.js';
import { createBench } from '../decide/context.js';
import { canMakeEnvironments, environmentTimeoutMs, pythonWith } from '../../scripts/generators/python/environment.js';
import { hasTensorFlow, runNode } from './node.js';
import { runPython, sklearnPackages } from './python.js';

const bench = createBench();
const minutes = 60_000;
const seeds = [0, 1, 2, 3, 4];

/** A thousand rows of three numbers and a category; the label, or the number, is what a curved function of them says, nearly always. */
function table(isNumber: boolean): string {
  const random = createRandom(7, 'table');
  const lines = Array.from({ length: 1000 }, () => {
    const [a, b, c] = [random() * 4 - 2, random() * 4 - 2, random() * 4 - 2];
    const kind = ['p', 'q', 'r'][Math.floor(random() * 3)] ?? 'p';
    const value = a * a - b + (kind === 'p' ? 1.5 : 0) + (random() - 0.5) * 1.2;
    return [a, b, c, kind, isNumber ? 10 + value : value > 1.5 ? 'yes' : 'no'].join(',');
  });
  return ['a,b,c,kind,y', ...lines].join('\n');
}

/** What scikit-learn has: its network is then the same that the probe trained. */
const plain: Partial<Settings> = {
  hiddenLayers: 1,
  hiddenUnits: 32,
  hiddenActivation: 'relu',
  activationParametric: false,
  normalization: 'none',
  residual: false,
  initializer: 'glorotUniform',
  inputScale: false,
  numericEmbedding: { kind: 'none' },
  optimizer: 'adam',
  learningRateSchedule: { name: 'constant' },
  dropout: 0,
  weightDecay: 0,
  inputNoise: 0,
  mixup: 0,
  weightAveraging: false,
  batchSize: 32,
  epochs: 60,
  // The score of a probe is that of what has the least loss; among several rates it may keep another one, for which it is too good.
  learningRate: 0.003,
  foldRepeats: 4,
};
const tasks = {
  regression: { loss: 'meanSquaredError', ...plain },
  binary: { labelSmoothing: 0, classWeights: 'none', ...plain },
} as const satisfies Record<string, Partial<Settings>>;
type Task = keyof typeof tasks;

interface Probed {
  readonly probe: ProbeReport;
  readonly write: (format: keyof typeof scriptFormats) => string;
}

async function probed(task: Task): Promise<Probed> {
  const file = bench.write(`${task}.csv`, table(task === 'regression'));
  const { recommendation, schema } = await recommend(bench.context, {
    file,
    target: ['y'],
    task,
    seed: 0,
    metric: task === 'regression' ? 'rootMeanSquaredError' : 'logLoss',
    settings: tasks[task],
    probe: { trialsLimit: 3 },
  });
  const { probe } = recommendation;
  if (!probe) throw new Error('nothing was probed');
  const write = (format: keyof typeof scriptFormats): string =>
    scriptFormats[format].write({ recommendation, schema, file, target: ['y'] });
  return { probe, write };
}

/** Each task is probed once, for all formats. */
const runs = new Map<Task, Promise<Probed>>();
function of(task: Task): Promise<Probed> {
  const run = runs.get(task) ?? probed(task);
  runs.set(task, run);
  return run;
}

/** A root is no mean of rows: roots are compared by their squares, so that scores over parts of the rows have the mean of all. */
const lossOf = (metric: string, value: number): number => (metric === 'rootMeanSquaredError' ? value ** 2 : value);

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** The mean loss of the script with each of the seeds, that of one member of the probe, and the least difference that matters. */
async function compared(task: Task, format: keyof typeof scriptFormats, run: (name: string) => Outcome) {
  const { probe, write } = await of(task);
  const { score } = probe;
  const constant = probe.baselines.find(({ name }) => name === 'constant')?.score;
  if (!score || !constant) throw new Error('nothing was scored');
  const script = write(format);
  expect(script).toContain('TRAIN_EPOCHS');
  const losses = seeds.map((seed) => {
    const name = `${task}-${seed}-${scriptFormats[format].fileName}`;
    writeFileSync(join(bench.folder, name), script.replace(/^((?:const )?SEED = )\d+/m, `$1${seed}`));
    const { status, output } = run(name);
    expect(status, output).toBe(0);
    return lossOf(score.metric, Number(new RegExp(`^${score.metric} (\\S+)$`, 'm').exec(output)?.[1]));
  });
  return {
    mean: losses.reduce((a, b) => a + b, 0) / losses.length,
    member: lossOf(score.metric, score.value),
    delta: DELTA_SHARE * lossOf(score.metric, constant.value),
  };
}

const cases: readonly Task[] = ['regression', 'binary'];

async function expectAsGood(...input: Parameters<typeof compared>): Promise<void> {
  const { mean, member, delta } = await compared(...input);
  expect(mean, `one member of the probe has ${member}, and ${delta} more would matter`).toBeLessThan(member + delta);
}

describe.skipIf(!canMakeEnvironments)('the script for scikit-learn, over five seeds', () => {
  let python = '';
  beforeAll(async () => {
    python = await pythonWith(sklearnPackages);
  }, environmentTimeoutMs);

  it.each(cases)('is as good as one member of the probe: %s', { timeout: 10 * minutes }, (task) =>
    expectAsGood(task, 'sklearn', (name) => runPython(python, [name], bench.folder)),
  );
});

describe.skipIf(!hasTensorFlow)('the script for TensorFlow.js, over five seeds', () => {
  beforeAll(() => {
    symlinkSync(resolve('node_modules'), join(bench.folder, 'node_modules'));
    return () => rmSync(join(bench.folder, 'node_modules'));
  });

  it.each(cases)('is as good as one member of the probe: %s', { timeout: 10 * minutes }, (task) =>
    expectAsGood(task, 'tfjs', (name) => runNode([name], bench.folder)),
  );
});

/** Pythons with the library, pandas and scikit-learn; without one its tests are skipped. */
describe.each([
  ['keras', process.env['KERAS_PYTHON']],
  ['pytorch', process.env['PYTORCH_PYTHON']],
] as const)('the script for %s, over five seeds', (format, python) => {
  it.skipIf(python === undefined).each(cases)(
    'is as good as one member of the probe: %s',
    { timeout: 10 * minutes },
    (task) => expectAsGood(task, format, (name) => runPython(python ?? '', [name], bench.folder)),
  );
});
