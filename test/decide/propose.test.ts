import { describe, expect, it } from 'vitest';
import { keysOf, keysOfTrials, propose, type ProposeInput, trialsOf } from '../../src/decide/propose.js';
import { profileSchema } from '../../src/profile/schema.js';
import type { Network } from '../../src/probe/schema.js';
import type { Evidence } from '../../src/settings/evidence.js';
import type { Settings } from '../../src/settings/slots.js';
import type { SuccessfulTrial } from '../../src/decide/trial.js';
import { advisor } from '../advise/built-in.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { successful } from './trials.js';

const profile = profileSchema.parse({
  task: 'binary',
  rows: 1500,
  columns: { numeric: 12 },
  classCounts: { no: 900, yes: 600 },
});
const incumbentWith = (settings: Partial<Settings>) => successful({ id: 'incumbent', settings, losses: [1, 1] });
/** A large gap between training and validation, which the diagnosis rules answer with regularisation. */
const overfitting: Evidence = {
  generalizationGap: 0.3,
  trainLoss: 0.1,
  validationLoss: 0.4,
  validationRise: 0.1,
  chosenEpochShare: 0.3,
  epochsTrained: 100,
};

const proposed = async (over: Partial<ProposeInput> = {}) => {
  const { proposals } = await propose({
    advisor,
    profile,
    incumbent: incumbentWith({ trials: [] }),
    evidence: overfitting,
    fixed: new Set(),
    tried: new Set(),
    ...over,
  });
  return proposals;
};

describe('proposals', () => {
  it('answer the evidence by the shipped diagnosis rules', async () => {
    const slots = (await proposed()).map(({ slot }) => slot);
    expect(slots).toEqual(expect.arrayContaining(['dropout', 'weightDecay', 'epochs', 'inputNoise', 'mixup']));
    expect((await proposed()).every(({ ruleId, because }) => ruleId.startsWith('diagnosis.') && because !== '')).toBe(
      true,
    );
  });

  it('leave out slots that the caller fixed', async () => {
    const slots = (await proposed({ fixed: new Set(['dropout', 'mixup']) })).map(({ slot }) => slot);
    expect(slots).not.toContain('dropout');
    expect(slots).not.toContain('mixup');
    expect(slots).toContain('weightDecay');
  });

  it('leave out what was tried', async () => {
    const [first, ...rest] = await proposed();
    const { settings } = incumbentWith({ trials: [] });
    expect(await proposed({ tried: new Set(first ? keysOf(first, settings) : []) })).toEqual(rest);
  });

  it('leave out rates that the first stage has trained, which a rule may compute with other last digits', async () => {
    const rateOf = async (tried: readonly string[]) => {
      const incumbent = incumbentWith({ learningRate: 0.003, trials: [] });
      const all = await proposed({ incumbent, evidence: { bestRateAtEdge: 'high' }, tried: new Set(tried) });
      return all.find(({ slot }) => slot === 'learningRate')?.value;
    };
    // 3 x 0.003 is 0.009000000000000001.
    expect(await rateOf([])).toBe(0.009);
    expect(await rateOf(keysOfTrials([{ changes: { learningRate: 0.009 } }]))).toBeUndefined();
    expect(await rateOf(keysOfTrials([{ changes: { learningRate: 0.009, dropout: 0 } }, { changes: {} }]))).toBe(0.009);
  });

  it('answer the same value of a slot once, whatever number the evidence makes of it', async () => {
    const clip = async (gradientNormNinetieth: number, tried: ReadonlySet<string>) => {
      const evidence = { divergedShare: 0.2, gradientNormNinetieth };
      const all = await proposed({ evidence, tried });
      return all.find(({ slot }) => slot === 'gradientClipNorm');
    };
    const first = await clip(2.5, new Set());
    expect(first?.value).toBe(2.5);
    const tried = new Set(first ? keysOf(first, incumbentWith({}).settings) : []);
    expect(await clip(2.7, tried)).toBeUndefined();
  });

  it('name a value once, by the rule that comes first', async () => {
    const trials = [{ slot: 'inputNoise', value: 0.1, because: 'asked for' }];
    const noise = (await proposed({ incumbent: incumbentWith({ trials }) })).filter(
      ({ slot }) => slot === 'inputNoise',
    );
    expect(noise.map(({ ruleId }) => ruleId)).toEqual(['diagnosis.overfit-noise']);
  });

  it.each<
    [string, { slot: string; value: Exclude<NonNullable<Settings['trials']>[number]['value'], undefined> }, boolean]
  >([
    ['a legal one', { slot: 'hiddenActivation', value: 'selu' }, true],
    ['the value that holds', { slot: 'hiddenActivation', value: 'silu' }, false],
    ['an illegal one', { slot: 'hiddenActivation', value: 'swish' }, false],
    ['a slot that is none', { slot: 'width', value: 3 }, false],
    ['a slot that does not apply', { slot: 'momentum', value: 0.8 }, false],
    ['what the probe cannot train', { slot: 'loss', value: 'ordinalCrossentropy' }, false],
    ['normalised units', { slot: 'normalization', value: 'batch' }, true],
    ['a limit on gradients, which none has yet', { slot: 'gradientClipNorm', value: 1 }, true],
  ])('that the advice asked for, last of all: %s', async (_, { slot, value }, isProposed) => {
    // What the advice wants most of all is another matter.
    const most = { slot: 'hiddenUnits', value: 32, because: 'most' };
    const trials = [most, { slot, value, because: 'asked for' }];
    const proposals = await proposed({ incumbent: incumbentWith({ trials }) });
    const asked = proposals.filter(({ ruleId }) => ruleId === `trials.${slot}`);
    expect(asked).toEqual(isProposed ? [{ slot, value, ruleId: `trials.${slot}`, because: 'asked for' }] : []);
    if (isProposed) expect(proposals.at(-1)).toEqual(asked[0]);
  });

  it('put before the diagnoses the one that the advice wants most, if it is one trial of another slot', async () => {
    const first = async (slot: string, value: number | { kind: string; size: number }) => {
      const trials = [{ slot, value, because: 'most' }];
      const [proposal] = await proposed({ incumbent: incumbentWith({ trials }) });
      return proposal?.ruleId;
    };
    expect(await first('numericEmbedding', { kind: 'piecewiseLinear', size: 8 })).toBe('trials.numericEmbedding');
    // Three rates, and a slot of which the evidence speaks.
    expect(await first('hiddenUnits', 32)).toMatch(/^diagnosis/);
    expect(await first('dropout', 0.45)).toMatch(/^diagnosis/);
  });

  it('come with the trace of the rules', async () => {
    const { trace } = await propose({
      advisor,
      profile,
      incumbent: incumbentWith({}),
      evidence: {},
      fixed: new Set(),
      tried: new Set(),
    });
    expect(trace.rules.length).toBeGreaterThan(20);
    expect(trace.rules.every(({ ruleId }) => ruleId.startsWith('diagnosis.'))).toBe(true);
  });
});

describe('trials of a proposal', () => {
  let count = 0;
  const planned = (
    slot: keyof Settings,
    value: unknown,
    over: { fixed?: readonly string[]; incumbent?: Partial<Settings> } = {},
  ) =>
    trialsOf(
      { slot, value, ruleId: 'diagnosis.some', because: 'why' },
      {
        incumbent: incumbentWith({ learningRate: 0.01, ...over.incumbent }),
        advised: binarySettings,
        fixed: new Set(over.fixed),
        createId: () => `trial ${count++}`,
      },
    );

  it('where the rate must be tuned again are three, each with its own', () => {
    const trials = planned('hiddenLayers', 3);
    expect(trials.map(({ changes }) => changes)).toEqual([
      { hiddenLayers: 3 },
      { hiddenLayers: 3, learningRate: 0.004 },
      { hiddenLayers: 3, learningRate: 0.025 },
    ]);
    expect(trials.map(({ settings }) => settings.learningRate)).toEqual([0.01, 0.004, 0.025]);
    expect(new Set(trials.map(({ id }) => id)).size).toBe(3);
    expect(trials[0]).toMatchObject({ parentId: 'incumbent', because: 'diagnosis.some', sentence: 'why' });
  });

  it.each(['normalization', 'residual'] as const)('a change of %s is such a case', (slot) => {
    expect(planned(slot, slot === 'residual' ? true : 'layer')).toHaveLength(3);
  });

  it('else, or where the caller fixed the rate, is one', () => {
    expect(planned('dropout', 0.4).map(({ changes }) => changes)).toEqual([{ dropout: 0.4 }]);
    expect(planned('hiddenLayers', 3, { fixed: ['learningRate'] }).map(({ changes }) => changes)).toEqual([
      { hiddenLayers: 3 },
    ]);
  });

  it('of fewer epochs than a short budget left the incumbent are trained whole, others at its share', () => {
    const incumbent = { ...incumbentWith({ epochs: 250 }), epochsShare: 0.4 };
    const shareOf = (value: number) =>
      trialsOf(
        { slot: 'epochs', value, ruleId: 'diagnosis.some', because: 'why' },
        { incumbent, advised: binarySettings, fixed: new Set(), createId: () => 'trial' },
      ).map(({ epochsShare }) => epochsShare);
    expect(shareOf(41)).toEqual([undefined]);
    expect(shareOf(500)).toEqual([0.4]);
  });

  it('change nothing else', () => {
    const [trial] = planned('dropout', 0.4);
    expect(trial?.settings).toEqual({ ...binarySettings, learningRate: 0.01, dropout: 0.4 });
  });

  it('of a first hidden layer have its units and activation from the advice', () => {
    const none = { hiddenLayers: 0, hiddenUnits: null, hiddenActivation: null, dropout: null };
    const [trial] = planned('hiddenLayers', 1, { incumbent: none });
    const { hiddenUnits, hiddenActivation, dropout } = binarySettings;
    expect(trial?.settings).toMatchObject({ hiddenLayers: 1, hiddenUnits, hiddenActivation, dropout });
  });

  describe('that grow', () => {
    const grown = (slot: keyof Settings, value: unknown, incumbent: SuccessfulTrial, fixed: readonly string[] = []) =>
      trialsOf(
        { slot, value, ruleId: 'diagnosis.some', because: 'why' },
        { incumbent, advised: binarySettings, fixed: new Set(fixed), depthStart: 'grown', createId: () => 'trial' },
      )[0];
    const of = (activation: Network['activation'], normalization?: 'layer'): SuccessfulTrial => {
      const trial = incumbentWith({
        hiddenLayers: 1,
        hiddenActivation: activation,
        normalization: normalization ?? 'none',
      });
      const network = { ...trial.result.network, activation, hidden: [4], ...(normalization && { normalization }) };
      return { ...trial, result: { ...trial.result, network } };
    };
    const [relu, selu] = [of('relu'), of('selu')];

    it('start from the network with one layer less', () => {
      expect(grown('hiddenLayers', 2, relu)).toMatchObject({ grownFrom: relu, changes: { hiddenLayers: 2 } });
      expect(grown('hiddenLayers', 3, relu)?.grownFrom).toBeUndefined();
    });

    it('gain a skip connection where the new layer could not pass on what it gets, unless the caller fixed that', () => {
      expect(grown('hiddenLayers', 2, selu)?.changes).toEqual({ hiddenLayers: 2, residual: true });
      expect(grown('hiddenLayers', 2, selu, ['residual'])?.changes).toEqual({ hiddenLayers: 2 });
      const deeper = incumbentWith({ hiddenLayers: 2, hiddenActivation: 'selu', residual: true });
      expect(grown('hiddenLayers', 3, deeper)).toMatchObject({ grownFrom: deeper, changes: { hiddenLayers: 3 } });
    });

    it('keep to one change where a skip connection would not help either', () => {
      for (const one of [of('sigmoid'), of('relu', 'layer')])
        expect(grown('hiddenLayers', 2, one)?.changes).toEqual({ hiddenLayers: 2 });
      expect(grown('hiddenLayers', 2, of('tanh', 'layer'))?.changes).toEqual({ hiddenLayers: 2, residual: true });
    });

    it('start where their parent started when something else changes', () => {
      const deeper: SuccessfulTrial = { ...incumbentWith({ hiddenLayers: 2 }), grownFrom: relu };
      expect(grown('dropout', 0.4, deeper)?.grownFrom).toBe(relu);
      expect(grown('dropout', 0.4, relu)?.grownFrom).toBeUndefined();
    });

    it('are trained anew unless growing is asked for', () => {
      const [trial] = planned('hiddenLayers', 2, { incumbent: { hiddenLayers: 1, hiddenActivation: 'selu' } });
      expect(trial?.changes).toEqual({ hiddenLayers: 2 });
      expect(trial?.grownFrom).toBeUndefined();
    });
  });
});
