// How long an optimisation step of a small network takes, beside peers that do the same steps. Read bench/README.md.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allocator } from '../dist/probe/pool.js';
import { machine, quantile } from './common/measure.js';
import { peerPython } from './common/peer-python.js';

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
const ours = (...options: (string | number)[]): Contender => ({
  name: `Sextant, ${members} members`,
  command: [process.execPath, '--import', 'tsx', script('./step/sextant.ts'), ...options.map(String)],
});
const layersModel: Contender = {
  name: 'TensorFlow.js LayersModel.fit',
  command: [process.execPath, '--import', 'tsx', script('./step/layers-model.ts')],
};

function run({ name, command }: Contender): Answer {
  const [program = '', ...options] = command;
  const { stdout, stderr, status } = spawnSync(program, options, { env: environment, encoding: 'utf8' });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0 || !line.startsWith('{')) throw new Error(`${name} ended with ${status}: ${stderr.slice(-500)}`);
  return JSON.parse(line) as Answer;
}

/** All contenders in turn, round by round, and the ratio of ours to each in the same round. */
function compare(title: string, contenders: readonly Contender[]): void {
  const answers = Array.from({ length: rounds }, () => contenders.map(run));
  console.log(`\n${title}`);
  console.log(`  ${'ms'.padStart(38)}   Sextant over it (range over rounds)`);
  contenders.forEach(({ name }, i) => {
    const times = answers.map((round) => round[i]?.ms ?? Number.NaN);
    const ratios = answers.map((round) => (round[0]?.ms ?? Number.NaN) / (round[i]?.ms ?? Number.NaN));
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const ratio = i === 0 ? '1' : `${quantile(ratios, 0.5).toFixed(3)} (${range})`;
    console.log(`  ${name.padEnd(30)} ${quantile(times, 0.5).toFixed(4).padStart(7)}   ${ratio}`);
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
compare('bare: milliseconds of a step of one model', [ours('bare'), layersModel, ...peers('bare')]);
compare('full: with dropout 0.15, cosine, decay 0.1, validation every epoch', [ours('full'), ...peers('full')]);

// 15 members: three for each of five folds.
const wide = Array.from({ length: rounds }, () => run(ours('bare', 3, 256, 256, 40)).shareOfPeak ?? Number.NaN);
console.log(
  `\nwidth 256, batch 256, 15 members: ${(100 * quantile(wide, 0.5)).toFixed(0)} % of the rate of one product of 1024 x 1024 in the same process`,
);
