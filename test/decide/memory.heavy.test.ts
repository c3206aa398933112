import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { heldTensors } from '../probe/builders.js';
import { systemClock } from '../../src/clock.js';
import { createBudget } from '../../src/decide/budget.js';
import { runProbe } from '../../src/decide/run-probe.js';
import { Runner } from '../../src/decide/runner.js';
import { loadBackend } from '../../src/probe/backend.js';
import { type DeviceData, uploadData } from '../../src/probe/device-data.js';
import type { Pool } from '../../src/probe/pool.js';
import { predictMembers } from '../../src/probe/predict.js';
import type { TrainingData } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import { profileSchema } from '../../src/profile/schema.js';
import type { Settings } from '../../src/settings/slots.js';
import { advisor } from '../advise/built-in.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { twoClasses } from './tables.js';

const PROBES = 200;
/** Until the allocator has what it needs and functions are compiled. */
const WARM_UP = 20;
/** Growth from the first to the last probe that counts as noise of collector and allocator (measured: 0.4 and -0.9 MB). */
const HEAP_BYTES = 4e6;
const RESIDENT_BYTES = 24e6;

setFlagsFromString('--expose_gc');
const collect: () => void = runInNewContext('gc');
const { tf } = await loadBackend('native');

/** What a worker of the pool does, in this process: its data go with it. */
function poolHere(): Pool {
  const known = new Map<string, TrainingData>();
  const uploaded = new Map<string, DeviceData>();
  const dataOf = (id: string): DeviceData => {
    const there = uploaded.get(id);
    if (there) return there;
    const data = known.get(id);
    if (!data) throw new Error(`no data ${id}`);
    const fresh = uploadData(tf, data);
    uploaded.set(id, fresh);
    return fresh;
  };
  return {
    size: 1,
    backend: () => Promise.resolve({ name: 'native', version: tf.version_core }),
    provide: (id, data) => void known.set(id, data),
    train: ({ dataId, population }) =>
      trainPopulation({ tf, data: dataOf(dataId), population, elapsed: () => systemClock.elapsed() }),
    predict: (prediction) => Promise.resolve(predictMembers(tf, prediction)),
    close: () => {
      for (const data of uploaded.values()) data.dispose();
    },
  };
}

const settings: Settings = {
  ...binarySettings,
  hiddenLayers: 1,
  hiddenUnits: 8,
  batchSize: 16,
  epochs: 4,
  folds: 2,
  foldRepeats: 1,
};
const rows = 60;
const profile = profileSchema.parse({
  task: 'binary',
  rows,
  columns: { numeric: 1 },
  classCounts: { no: rows / 2, yes: rows / 2 },
});

/** A whole probe: linear model, ladder, and a round of refinement. */
async function probe(seed: number): Promise<void> {
  const pool = poolHere();
  let count = 0;
  const { trials } = await runProbe({
    advisor,
    profile,
    settings,
    fixed: new Set(),
    runner: new Runner({ table: twoClasses(rows), settings, pool, clock: systemClock, seed }),
    budget: createBudget({ trialsLimit: 7 }, systemClock, systemClock.elapsed()),
    seed,
    createId: () => `t${count++}`,
  });
  expect(trials.length).toBeGreaterThan(5);
  pool.close();
}

/** Growth over the whole series by its least-squares line. */
function growth(values: readonly number[]): number {
  const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
  const at = values.map((_, i) => i - (values.length - 1) / 2);
  const slope = mean(values.map((value, i) => value * (at[i] ?? 0))) / mean(at.map((x) => x * x));
  return slope * (values.length - 1);
}

it(`memory is flat over ${PROBES} probes in one process`, { timeout: 1_800_000 }, async () => {
  const before = heldTensors(tf);
  const heap: number[] = [];
  const resident: number[] = [];
  for (let seed = 0; seed < PROBES; seed++) {
    await probe(seed);
    expect(heldTensors(tf)).toBe(before);
    collect();
    if (seed < WARM_UP) continue;
    const { heapUsed, rss } = process.memoryUsage();
    heap.push(heapUsed);
    resident.push(rss);
  }
  expect(growth(heap)).toBeLessThan(HEAP_BYTES);
  expect(growth(resident)).toBeLessThan(RESIDENT_BYTES);
});
