import { afterAll, describe, expect, it } from 'vitest';
import type { Advisor } from '../../src/advise/advise.js';
import { systemClock } from '../../src/clock.js';
import { createBudget } from '../../src/decide/budget.js';
import { runProbe } from '../../src/decide/run-probe.js';
import { Runner } from '../../src/decide/runner.js';
import { createPool } from '../../src/probe/pool.js';
import { profileSchema } from '../../src/profile/schema.js';
import type { Table } from '../../src/profile/table.js';
import { createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { advisor as shipped } from '../advise/built-in.js';
import { binarySettings } from '../fixtures/recommendation.js';

const pool = createPool({ size: 2, backend: 'native' });
afterAll(() => pool.close());

describe('a deeper network that does not gain', () => {
  /** Twelve inputs of which one counts, labels of which a fifth is wrong: the more layers, the more is learnt by heart. */
  const draw = createRandom(4, 'overfit');
  const wide = Array.from({ length: 12 }, () => Float64Array.from({ length: 120 }, () => 2 * draw() - 1));
  const noisy: Table = {
    rows: 120,
    columns: wide.map((values, i) => ({ name: `x${i}`, kind: 'numeric', values })),
    target: {
      columns: ['y'],
      labels: ['no', 'yes'],
      codes: Int32Array.from({ length: 120 }, (_, row) => Number((wide[0]?.[row] ?? 0) > 0 !== draw() < 0.2)),
    },
    duplicateOf: Int32Array.from({ length: 120 }, (_, row) => row),
  };
  const settings: Settings = {
    ...binarySettings,
    hiddenLayers: 1,
    learningRate: 0.01,
    hiddenActivation: 'relu',
    batchSize: 32,
    dropout: 0,
    folds: 3,
    foldRepeats: 1,
    trials: [],
    hiddenUnits: 32,
    epochs: 60,
    weightDecay: 0,
  };
  /** Asks first for one layer more; what follows is what the shipped rules say of the network that they are asked about. */
  const deeper = (trialsLimit: number, fixed: readonly string[] = []) => {
    let isAsked = false;
    let count = 0;
    const layer = {
      slot: 'hiddenLayers',
      value: 2,
      ruleId: 'diagnosis.deeper',
      because: 'why',
      source: { title: 'a test' },
    } as const;
    const advisor: Advisor = {
      ...shipped,
      diagnose: (input) => {
        if (isAsked) return shipped.diagnose(input);
        isAsked = true;
        return Promise.resolve({ diagnoses: [layer], trace: { rules: [], seen: {}, slots: [] } });
      },
    };
    return runProbe({
      advisor,
      profile: profileSchema.parse({ task: 'binary', rows: 120, columns: { numeric: 12 } }),
      settings,
      fixed: new Set(fixed),
      runner: new Runner({ table: noisy, settings, pool, clock: systemClock, seed: 0 }),
      budget: createBudget({ trialsLimit }, systemClock, systemClock.elapsed()),
      seed: 0,
      createId: () => `t${count++}`,
    });
  };

  it('is regularised as its own evidence asks for, and tried again against the shallower one', async () => {
    const { refinements } = await deeper(10);
    const [first, again] = refinements;
    const best = first?.trials.reduce((a, b) => ((b.result?.loss ?? 9) < (a.result?.loss ?? 9) ? b : a));
    expect(first?.trials.map(({ settings: of }) => of.hiddenLayers)).toEqual([2, 2, 2]);
    expect(first?.trials.some(({ kept }) => kept)).toBe(false);
    expect(again?.parentId).toBe(best?.id);
    expect(again?.evidence.generalizationGap).toBeGreaterThan(0.1);
    expect(again?.evidence.gainOverShallower?.difference).toBe(best?.paired?.difference);
    expect(again?.trials.map(({ because }) => because)).toEqual([
      'diagnosis.overfit-dropout',
      'diagnosis.overfit-weight-decay',
    ]);
    for (const { settings: of, parentId, paired, sentence } of again?.trials ?? []) {
      expect(of).toMatchObject({ hiddenLayers: 2, learningRate: best?.settings.learningRate });
      expect(parentId).toBe(best?.id);
      expect(paired).toBeDefined();
      expect(sentence).toMatch(/^Before 2 layers are given up: /);
    }
  });

  it('is not tried again beyond the budget, nor with what the caller fixed', async () => {
    expect((await deeper(8)).refinements).toHaveLength(1);
    const one = await deeper(9);
    expect(one.trials).toHaveLength(9);
    expect(one.refinements[1]?.trials.map(({ because }) => because)).toEqual(['diagnosis.overfit-dropout']);
    const { refinements } = await deeper(9, ['dropout']);
    expect(refinements[1]?.trials.map(({ because }) => because)).toEqual(['diagnosis.overfit-weight-decay']);
  });

  it('is not compared at all with fewer rates than its depth is tuned with', async () => {
    const { trials } = await deeper(7);
    expect(trials.map(({ settings: of }) => of.hiddenLayers)).not.toContain(2);
  });
});
