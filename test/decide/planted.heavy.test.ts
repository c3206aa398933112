import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createBudget } from '../../src/decide/budget.js';
import { type ProbeOutcome, runProbe } from '../../src/decide/run-probe.js';
import { Runner } from '../../src/decide/runner.js';
import { createPool } from '../../src/probe/pool.js';
import { profileSchema } from '../../src/profile/schema.js';
import type { Table } from '../../src/profile/table.js';
import { createNormal, createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { advisor } from '../advise/built-in.js';
import { binarySettings } from '../fixtures/recommendation.js';

const timeout = 600_000;

interface Plan {
  readonly rows: number;
  readonly inputs: number;
  /** True for rows of the second class. */
  readonly isSecond: (x: readonly number[], normal: () => number) => boolean;
}

/** Inputs uniform between -1 and 1, and classes that follow from them. */
function plant({ rows, inputs, isSecond }: Plan): Table {
  const random = createRandom(5, 'planted');
  const normal = createNormal(random);
  const x = Array.from({ length: rows }, () => Array.from({ length: inputs }, () => 2 * random() - 1));
  return {
    rows,
    columns: Array.from({ length: inputs }, (_, i) => ({
      name: `x${i}`,
      kind: 'numeric',
      values: Float64Array.from(x, (row) => row[i] ?? 0),
    })),
    target: {
      columns: ['y'],
      labels: ['no', 'yes'],
      codes: Int32Array.from(x, (row) => (isSecond(row, normal) ? 1 : 0)),
    },
    duplicateOf: Int32Array.from(x.keys()),
  };
}

/** The shipped rules' diagnoses, from settings that are wrong in the one respect that the test is about. */
const plain: Settings = {
  ...binarySettings,
  hiddenLayers: 1,
  hiddenUnits: 32,
  hiddenActivation: 'relu',
  learningRate: 0.01,
  batchSize: 32,
  epochs: 60,
  dropout: 0,
  weightDecay: 0,
  folds: 3,
  foldRepeats: 1,
  trials: [],
};
async function probe(plan: Plan, wrong: Partial<Settings>, fixed: readonly string[] = []): Promise<ProbeOutcome> {
  const settings = { ...plain, ...wrong };
  const table = plant(plan);
  const yes = table.target.codes?.reduce((sum, code) => sum + code, 0) ?? 0;
  let count = 0;
  // A pool of its own: one knows its data by name, and tables of two probes have the same names.
  const pool = createPool({ size: 2, backend: 'native' });
  const outcome = await runProbe({
    advisor,
    profile: profileSchema.parse({
      task: 'binary',
      rows: plan.rows,
      columns: { numeric: plan.inputs },
      classCounts: { no: plan.rows - yes, yes },
    }),
    settings,
    fixed: new Set(fixed),
    runner: new Runner({ table, settings, pool, clock: systemClock, seed: 0 }),
    budget: createBudget({ trialsLimit: 16 }, systemClock, systemClock.elapsed()),
    seed: 0,
    createId: () => `t${count++}`,
  });
  pool.close();
  return outcome;
}

const keptFor = ({ trials }: ProbeOutcome, rule: RegExp) =>
  trials.filter(({ kept, because }) => kept && rule.test(because));
it('a deep composition wants depth', { timeout }, async () => {
  // Whether an odd number of four inputs is positive: an exclusive or of exclusive ors, for which one layer of few units is too shallow.
  const outcome = await probe(
    { rows: 600, inputs: 4, isSecond: (x) => x.filter((value) => value > 0).length % 2 === 1 },
    { hiddenUnits: 12, epochs: 150 },
    ['hiddenUnits'],
  );
  expect(outcome.selected?.settings.hiddenLayers).toBeGreaterThanOrEqual(2);
  expect(keptFor(outcome, /underfit-deeper/)).not.toEqual([]);
});

it('a set that is learnt by heart gets regularised', { timeout }, async () => {
  // Three large layers, 27 of 30 inputs without meaning: the first epochs fit the training rows, whatever epoch is chosen.
  const outcome = await probe(
    { rows: 200, inputs: 30, isSecond: ([a = 0, b = 0, c = 0], normal) => a + b + c + 0.3 * normal() > 0 },
    { hiddenUnits: 128, hiddenLayers: 3, learningRate: 0.003, outputBias: 'zero' },
    ['hiddenActivation', 'learningRate', 'hiddenUnits'],
  );
  const kept = keptFor(outcome, /overfit/);
  expect(kept).not.toEqual([]);
  const [first] = outcome.trials;
  expect(first?.result?.loss).toBeGreaterThan(kept[0]?.result?.loss ?? Number.POSITIVE_INFINITY);
});

it('a rate that is far too high is lowered', { timeout }, async () => {
  const outcome = await probe(
    { rows: 240, inputs: 2, isSecond: ([a = 0, b = 0]) => a * b > 0 },
    { learningRate: 3, optimizer: 'adam' },
  );
  expect(outcome.selected?.settings.learningRate).toBeLessThan(0.5);
  expect(outcome.selected?.settings.hiddenLayers).toBeGreaterThanOrEqual(1);
});
