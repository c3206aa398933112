// How long an optimisation step of a small network takes, beside peers that do the same steps. Read bench/README.md. Option: --save.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allocator } from '../dist/probe/pool.js';
import { machine, quantile } from './common/measure.js';
import { peerPython } from './common/peer-python.js';
import { saveResult } from './common/results.js';
import type { StepResult, StepTime } from './step/result.js';
import { stepTable } from './step/table.js';

const { values: options } = parseArgs({ options: { save: { type: 'boolean', default: false } } });
const rounds = 7;
const members = 20;

/** A program that prints `{ ms }`, the milliseconds of a step of one model, as JSON on its last line. */
interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

interface Answer {
  readonly ms: number;
  readonly shareOfPeak?: number;
}

/** One TensorFlow thread, and memory that stays with the process: what the probe's own workers are started with. */
const environment = {
  ...process.env,
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
  OMP_NUM_THREADS: '1',
  ...allocator,
};

const script = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const ours = (...words: (string | number)[]): Contender => ({
  name: `Sextant, ${members} members`,
  command: [process.execPath, '--import', 'tsx', script('./step/sextant.ts'), ...words.map(String)],
});
const layersModel = (recipe: 'bare' | 'full'): Contender => ({
  name: 'TensorFlow.js LayersModel.fit',
  command: [process.execPath, '--import', 'tsx', script('./step/layers-model.ts'), recipe],
});

function run({ name, command }: Contender): Answer {
  const [program = '', ...words] = command;
  const { stdout, stderr, status } = spawnSync(program, words, { env: environment, encoding: 'utf8' });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0 || !line.startsWith('{')) throw new Error(`${name} ended with ${status}: ${stderr.slice(-500)}`);
  return JSON.parse(line) as Answer;
}

/** All contenders in turn, round by round, and the ratio of ours, the first, to each in the same round. */
function compare(contenders: readonly Contender[]): StepTime[] {
  const answers = Array.from({ length: rounds }, () => contenders.map(run));
  return contenders.map(({ name }, i) => {
    const times = answers.map((round) => round[i]?.ms ?? Number.NaN);
    const ratios = answers.map((round) => (round[0]?.ms ?? Number.NaN) / (round[i]?.ms ?? Number.NaN));
    const ratio = { median: quantile(ratios, 0.5), least: Math.min(...ratios), greatest: Math.max(...ratios) };
    return { name, ms: quantile(times, 0.5), ratio };
  });
}

console.log(`step: ${machine()}; medians of ${rounds} rounds, 2 x 64 units, batches of 64, 20 inputs, one thread`);
const python = peerPython();
if (!existsSync(python)) console.log('The peers in Python are left out: run `npx tsx bench/peers/install.ts` once.');
const peers = (recipe: 'bare' | 'full'): Contender[] =>
  existsSync(python)
    ? [
        { name: 'scikit-learn MLPClassifier', command: [python, script('./peers/step_sklearn.py'), recipe] },
        {
          name: `PyTorch, ${members} members`,
          command: [python, script('./peers/step_torch.py'), recipe, String(members)],
        },
      ]
    : [];
// 16 members: four for each of four folds.
const wide = (): number => run(ours('bare', 4, 256, 256, 40, 4)).shareOfPeak ?? Number.NaN;
const result: StepResult = {
  rounds,
  recipes: [
    { name: 'bare', times: compare([ours('bare'), layersModel('bare'), ...peers('bare')]) },
    { name: 'full', times: compare([ours('full'), layersModel('full'), ...peers('full')]) },
  ],
  shareOfPeak: quantile(Array.from({ length: rounds }, wide), 0.5),
};
console.log(`\n${stepTable(result)}`);
if (options.save) saveResult('step', result);
