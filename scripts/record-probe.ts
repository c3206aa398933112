// Records the probe that docs/probe.md explains: `npm run record`, then `npm run generate`. A budget in trials: the same version,
// backend and seed record the same numbers, but for times and ids.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Advisor } from '../src/advise/advise.js';
import type { Seen } from '../src/audit/explain.js';
import { compose } from '../src/compose.js';
import { explain } from '../src/decide/explain.js';
import { recommend } from '../src/decide/recommend.js';
import { isSlot } from '../src/settings/slots.js';
import type { Bin, Comparison, ProbeRecord, Round } from './generators/probe/record.js';

const root = join(import.meta.dirname, '..');
const file = 'examples/data/autompg.csv';
const target = 'mpg';
/** Every fourth row is set aside. */
const TEST_EVERY = 4;
const BINS = 10;

const { values: options } = parseArgs({
  options: {
    trials: { type: 'string', default: '36' },
    // Of the seeds 1 to 9 the one where something is kept, so that the page can show it.
    seed: { type: 'string', default: '5' },
    out: { type: 'string', default: join(root, 'docs/probe') },
  },
});
const [trials, seed] = [Number(options.trials), Number(options.seed)];

/** The example's lines hold no quoted line breaks: a line is a row. */
function splitFile(): { train: string; test: string; truth: number[] } {
  const [header = '', ...lines] = readFileSync(join(root, file), 'utf8').trim().split(/\r?\n/);
  const column = header.split(',').indexOf(target);
  const isTest = (_: string, row: number): boolean => row % TEST_EVERY === TEST_EVERY - 1;
  const test = lines.filter(isTest);
  const text = (rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
  return {
    train: text(lines.filter((line, row) => !isTest(line, row))),
    test: text(test),
    truth: test.map((line) => Number(line.split(',')[column])),
  };
}

/** Mean prediction and mean truth of the rows, in bins of equally many, lowest predictions first. */
function binsOf(predicted: readonly number[], truth: readonly number[]): Bin[] {
  const order = [...predicted.keys()].sort((a, b) => (predicted[a] ?? 0) - (predicted[b] ?? 0));
  return Array.from({ length: BINS }, (_, bin) => {
    const rows = order.slice((bin * order.length) / BINS, ((bin + 1) * order.length) / BINS);
    const mean = (of: readonly number[]): number => rows.reduce((sum, row) => sum + (of[row] ?? 0), 0) / rows.length;
    return { predicted: mean(predicted), observed: mean(truth), rows: rows.length };
  });
}

/** Rules that also write down what they were asked and what they answered. */
const recording = (advisor: Advisor, rounds: Round[], trialsBefore: () => number): Advisor => ({
  ...advisor,
  diagnose: async (input) => {
    const answer = await advisor.diagnose(input);
    rounds.push({ trialsBefore: trialsBefore(), evidence: input.evidence, proposals: answer.diagnoses });
    return answer;
  },
});

const compared = (seen: readonly Seen[]): Comparison[] =>
  seen.map(({ fact, operator, expected, actual, negated }) => ({
    fact,
    operator,
    expected,
    negated,
    ...(actual !== undefined && { actual }),
  }));

async function record(folder: string): Promise<void> {
  const { train, test, truth } = splitFile();
  const [trainFile, testFile, predictions] = ['autompg.csv', 'test.csv', 'predictions.csv'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(trainFile, train);
  writeFileSync(testFile, test);
  const { context, close } = compose({ cwd: folder, env: {}, flags: { dataDirectory: join(folder, 'record') } });
  const rounds: Round[] = [];
  let ended = 0;
  const advisor = recording(await context.advisor(), rounds, () => ended);
  const { recommendation } = await recommend(
    { ...context, advisor: () => Promise.resolve(advisor) },
    {
      file: trainFile,
      target: [target],
      seed,
      probe: { trialsLimit: trials },
      test: testFile,
      predict: { rows: testFile, predictions },
    },
    { onProgress: ({ event }) => void (ended += event?.kind === 'trial' ? 1 : 0) },
  );
  const { slots, trials: explained } = await explain(context, recommendation.id);
  await close();
  const conditions = Object.fromEntries([
    ...slots.flatMap(({ slot, values }) =>
      isSlot(slot) ? values.map((value) => [value.ruleId ?? slot, compared(value.conditions)] as const) : [],
    ),
    ...explained.map((one) => [one.trial.because, compared(one.conditions)] as const),
  ]);
  const [, ...predicted] = readFileSync(predictions, 'utf8').trim().split(/\r?\n/);
  const more: ProbeRecord = {
    file,
    target,
    seed,
    trials,
    trainingRows: recommendation.profile.rows,
    testRows: truth.length,
    conditions,
    rounds,
    heldOut: binsOf(predicted.map(Number), truth),
  };
  writeFileSync(join(options.out, 'recommendation.json'), `${JSON.stringify(recommendation, null, 2)}\n`);
  writeFileSync(join(options.out, 'record.json'), `${JSON.stringify(more, null, 2)}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'sextant-record-'));
try {
  await record(folder);
  console.log('Recorded; `npm run generate` makes docs/probe.md and its pictures of it.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
