import { describe, expect, it } from 'vitest';
import type { Recommendation, Trial } from '../../src/settings/recommendation.js';
import { metricNames } from '../../src/settings/slots.js';
import { reportContents } from '../../src/report/contents.js';
import { isHigherBetter, metricLabel } from '../../src/report/metrics.js';
import { depthLadder } from '../../src/report/view/depths.js';
import { learningRateLadder } from '../../src/report/view/ladder.js';
import { finalModelSentence } from '../../src/report/view/final-model.js';
import { nextSteps } from '../../src/report/view/next-steps.js';
import { headlineScore, scoreRows, selectedCurve } from '../../src/report/view/scores.js';
import {
  reasonOf,
  byEvidence,
  headlineRows,
  headlineSlots,
  settingRows,
  slotGroups,
  verdictCounts,
} from '../../src/report/view/setting-rows.js';
import { networkSentence, taskSentence } from '../../src/report/view/summary.js';
import { changeOf, fateOf, outcomeOf, selectedTrial } from '../../src/report/view/trial-rows.js';
import { slots } from '../../src/settings/slots.js';
import {
  adviceOnlyRecommendation,
  binaryRecommendation,
  regressionRecommendation,
} from '../fixtures/recommendation.js';

const probeOf = ({ probe }: Recommendation): NonNullable<Recommendation['probe']> => {
  if (probe === undefined) throw new Error('the fixture has a probe');
  return probe;
};

describe('the depth ladder', () => {
  const start = regressionRecommendation();
  const withTrials = (...added: Partial<Trial>[]): Recommendation => {
    const probe = probeOf(start);
    const [first] = probe.trials;
    if (!first) throw new Error('the fixture has trials');
    const trials = [first, ...added.map((one): Trial => ({ ...first, parentId: first.id, ...one }))];
    return { ...start, probe: { ...probe, trials } };
  };
  const recommended = start.advice.find(({ slot }) => slot === 'hiddenLayers')?.recommended as number;

  it('has the best trial of each depth, the shallowest first, with the interval of the difference as losses', () => {
    const deeper = { hiddenLayers: recommended + 1 };
    const rungs = depthLadder(
      withTrials(
        { settings: deeper, score: 0.15, difference: -0.0138, interval: [-0.02, -0.008] },
        { settings: deeper, score: 0.12, difference: 0.0162, interval: [0.01, 0.022] },
        { settings: { hiddenLayers: recommended - 1 }, score: 0.14 },
        { settings: { hiddenLayers: recommended + 2 }, score: null },
        { settings: { dropout: 0.1 }, score: 0.01 },
      ),
    );
    // The other network's loss is 0.1362: what is better by 0.01 to 0.022 has between 0.1142 and 0.1262.
    expect(rungs).toEqual([
      { hiddenLayers: recommended - 1, loss: 0.14, isChosen: false },
      { hiddenLayers: recommended, loss: 0.1362, isChosen: true },
      {
        hiddenLayers: recommended + 1,
        loss: 0.12,
        isChosen: false,
        interval: [expect.closeTo(0.1142), expect.closeTo(0.1262)],
      },
    ]);
  });

  it('says which depth was chosen in the end', () => {
    const { settings, ...rest } = withTrials({ settings: { hiddenLayers: recommended + 1 }, score: 0.1 });
    const rungs = depthLadder({ ...rest, settings: { ...settings, hiddenLayers: recommended + 1 } });
    expect(rungs.map(({ isChosen }) => isChosen)).toEqual([false, true]);
  });

  it('is none where one depth alone was tried, or nothing was', () => {
    expect(depthLadder(withTrials({ settings: { dropout: 0.1 }, score: 0.1 }))).toEqual([]);
    expect(depthLadder(adviceOnlyRecommendation())).toEqual([]);
  });
});

describe('setting rows', () => {
  it('is one row a slot, and one for all values of a collect slot', () => {
    const rows = settingRows(binaryRecommendation());
    expect(rows.map(({ slot }) => slot)).toEqual([...new Set(rows.map(({ slot }) => slot))]);
    expect(rows.find(({ slot }) => slot === 'metrics')?.value).toBe('accuracy, logLoss, rocAuc, prAuc, f1');
  });

  it('shows what the rules said only where the final value differs', () => {
    const rows = settingRows(binaryRecommendation());
    expect(rows.find(({ slot }) => slot === 'learningRate')).toMatchObject({ value: '0.004', recommended: '0.001' });
    expect(rows.find(({ slot }) => slot === 'optimizer')).not.toHaveProperty('recommended');
  });

  it('has a place for every slot', () => {
    const placed = [...headlineSlots, ...slotGroups.flatMap((group) => group.slots), 'warnings', 'trials'];
    expect([...placed].sort()).toEqual([...slots].sort());
  });

  it('puts the main settings in reading order', () => {
    const rows = headlineRows(settingRows(regressionRecommendation()));
    expect(rows.map(({ slot }) => slot).slice(0, 4)).toEqual(['task', 'loss', 'outputActivation', 'hiddenLayers']);
  });

  it('counts verdicts, leaving out those that nothing has', () => {
    const counts = verdictCounts(settingRows(binaryRecommendation()));
    expect(counts).toContainEqual({ verdict: 'adjusted', count: 3 });
    expect(counts.map(({ verdict }) => verdict)).not.toContain('refuted');
  });
});

describe('the learning-rate ladder', () => {
  it('is the parent and the trials that change the rate alone, by rate', () => {
    const ladder = learningRateLadder(binaryRecommendation());
    expect(ladder.map(({ learningRate }) => learningRate)).toEqual([
      0.000125, 0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008,
    ]);
    expect(ladder.find(({ learningRate }) => learningRate === 0.001)?.loss).toBe(0.5021);
    expect(ladder.filter(({ isChosen }) => isChosen).map(({ learningRate }) => learningRate)).toEqual([0.004]);
    expect(ladder.at(-1)?.loss).toBeNull();
  });

  it('is also found among trials without a parent, and absent without a probe', () => {
    expect(learningRateLadder(regressionRecommendation())).toHaveLength(4);
    expect(learningRateLadder(adviceOnlyRecommendation())).toEqual([]);
  });
});

describe('scores', () => {
  it('puts baselines first and the ensemble last', () => {
    const rows = scoreRows(probeOf(binaryRecommendation()));
    expect(rows.map(({ label }) => label)).toEqual(['constant predictor', 'linear model', 'one network', 'ensemble']);
    expect(headlineScore(probeOf(binaryRecommendation()))?.of).toBe('ensemble');
  });

  it('takes the curve of the configuration that was kept last', () => {
    const probe = probeOf(binaryRecommendation());
    expect(selectedTrial(probe)?.id).toBe('trl_10');
    expect(selectedCurve(probe, { hiddenLayers: 2 })?.trialId).toBe('trl_10');
    expect(
      selectedCurve({ ...probe, learningCurves: probe.learningCurves.slice(0, 1) }, { hiddenLayers: 2 })?.trialId,
    ).toBe('trl_01');
    const marked = probe.trials.map((one) => (one.id === 'trl_01' ? { ...one, selected: true as const } : one));
    expect(selectedTrial({ ...probe, trials: marked })?.id).toBe('trl_01');
    const baseline = { ...probe.learningCurves[0], trialId: 'linear' } as const;
    const curves = [{ epochs: [], train: [], validation: [], chosenEpoch: 0, ...baseline }, ...probe.learningCurves];
    expect(selectedCurve({ ...probe, learningCurves: curves }, { hiddenLayers: 0 })?.trialId).toBe('linear');
    expect(selectedCurve({ ...probe, learningCurves: curves }, { hiddenLayers: 2 })?.trialId).toBe('trl_10');
    // Another linear model was tried on the way.
    const tried = { ...probe.trials[0], id: 'tried', settings: { hiddenLayers: 0 } } as (typeof probe.trials)[0];
    const won = { ...tried, id: 'linear', selected: true as const };
    for (const trials of [
      [...probe.trials, tried],
      [...probe.trials, tried, won],
    ])
      expect(selectedCurve({ ...probe, trials, learningCurves: curves }, { hiddenLayers: 0 })?.trialId).toBe('linear');
  });

  it('says why the value of a rule does not hold', () => {
    const evidence = { trialId: 't', difference: 0.1, interval: [0, 0.2] as [number, number], probabilityOfGain: 0.9 };
    const row = { because: 'So.', recommended: '2', verdict: 'adjusted', origin: 'rule' } as const;
    const said = (over: Partial<Parameters<typeof reasonOf>[0]>): string => reasonOf({ ...row, ...over });
    expect(said({ evidence })).toBe('The rules said 2: So.');
    expect(said({ evidence: { ...evidence, difference: -0.1 } })).toMatch(/The probe kept what is simpler/);
    expect(said({})).toMatch(/together with others\.$/);
    expect(said({ verdict: 'untested' })).toMatch(/it has no meaning\.$/);
    expect(said({ verdict: 'untested', origin: 'override' })).toBe('The rules said 2: So.');
    expect(said({ recommended: undefined } as never)).toBe('So.');
  });

  it('knows a label and a direction for every metric', () => {
    for (const metric of metricNames) expect(metricLabel(metric)).not.toBe('');
    expect([isHigherBetter('accuracy'), isHigherBetter('logLoss'), isHigherBetter('r2')]).toEqual([true, false, true]);
    expect(metricLabel('ownMetric')).toBe('ownMetric');
  });
});

describe('settings', () => {
  it('has what the probe tested before what only rules speak for, and loses none', () => {
    const rows = settingRows(binaryRecommendation());
    const { tested, untested } = byEvidence(rows);
    expect(tested.length).toBeGreaterThan(0);
    expect(tested.map(({ verdict }) => verdict)).not.toContain('untested');
    expect(new Set(untested.map(({ verdict }) => verdict))).toEqual(new Set(['untested']));
    expect(tested.length + untested.length).toBe(rows.length);
    const [first] = reportContents(binaryRecommendation(), { title: '', reproduce: [] }).settings;
    expect(first?.title).toBe('What the probe tested');
    expect(first?.settings.map(({ slot }) => slot)).toEqual(tested.map(({ slot }) => slot));
  });
});

describe('trials', () => {
  it('says what changed and how it ended', () => {
    const { trials } = probeOf(binaryRecommendation());
    const lines = trials.map((trial) => `${changeOf(trial)}: ${outcomeOf(trial)}`);
    expect(lines[0]).toBe('the rules’ settings: the best so far');
    expect(lines).toContain('dropout 0.3: 0.013 less loss than what held, better with probability 96%');
    expect(lines).toContain('hiddenLayers 3: 0.0015 more loss than what held, better with probability 31%: no gain');
    expect(lines).toContain(
      'learningRate 0.002: 0.0067 less loss than what held, better with probability 78%: not sure enough',
    );
    const [better] = trials.map((trial) => ({
      ...trial,
      difference: 0.0067,
      probabilityOfGain: 0.9,
      kept: false,
      score: 1,
    }));
    expect(better && outcomeOf(better)).toMatch(/90%: too little, or less than another gained$/);
    const linear = {
      ...trials[0],
      because: 'baseline.linear',
      kept: false,
      selected: true as const,
    } as (typeof trials)[0];
    expect(outcomeOf(linear)).toBe('the linear baseline, which no network beats');
    const { selected: _, ...part } = linear;
    expect(outcomeOf(part)).toBe('the linear baseline, a part of the final model');
    const [first, ...others] = trials.map((trial) => (trial.kept ? trial : { ...trial, selected: true as const }));
    const dropped = others.find(({ settings }) => 'learningRate' in settings);
    expect(first && [fateOf(first), outcomeOf(first)]).toEqual(['kept', 'the best so far']);
    expect(dropped && [fateOf(dropped), outcomeOf(dropped)]).toEqual([
      'selected',
      expect.stringMatching(/; in the end the simplest network within one standard error of the best$/),
    ]);
    expect(lines).toContain('learningRate 0.008: no loss: training diverged, or its process was lost');
  });
});

describe('sentences', () => {
  it('tells the task and the network', () => {
    expect(taskSentence(binaryRecommendation())).toBe('binary classification of 768 rows');
    expect(taskSentence(regressionRecommendation())).toBe('regression on 398 rows');
    const { settings } = binaryRecommendation();
    expect(networkSentence(settings)).toBe(
      'Train 2 hidden layers of 128 units (silu) with adam at a learning rate of 0.004 on binary crossentropy for up to 120 epochs in batches of 64.',
    );
    expect(networkSentence({ ...settings, hiddenLayers: 0, hiddenUnits: null })).toMatch(
      /^Train a linear model \(no hidden layer\) with/,
    );
  });

  it('advises by what is known', () => {
    expect(nextSteps(adviceOnlyRecommendation())[0]).toMatch(/^Test these settings on your rows/);
    expect(nextSteps(regressionRecommendation())[0]).toMatch(/refuted/);
    expect(nextSteps(regressionRecommendation()).join()).toMatch(/--test/);
    expect(nextSteps(binaryRecommendation()).join()).not.toMatch(/--test/);
    expect(nextSteps(regressionRecommendation(), 'remoteCommand').join()).toMatch(/--set/);
    expect(nextSteps(regressionRecommendation(), 'remoteCommand').join()).not.toMatch(/--test/);
    for (const one of [adviceOnlyRecommendation(), regressionRecommendation(), binaryRecommendation()])
      expect(nextSteps(one, 'service').join()).not.toMatch(/--|sextant /);
    const tied = regressionRecommendation();
    const probe = probeOf(tied);
    const worse = {
      ...probe,
      expectedScore: { metric: 'rootMeanSquaredError', value: 4, interval: [3, 5], of: 'ensemble' },
    } as const;
    expect(
      nextSteps({ ...tied, probe: { ...worse, expectedScore: { ...worse.expectedScore, interval: [3, 5] } } })[0],
    ).toMatch(/A linear model does as well/);
  });
});

describe('the final model', () => {
  it('is told by its parts; what is no trial is the linear baseline', () => {
    const { probe } = binaryRecommendation();
    if (!probe) throw new Error('a probe was run');
    expect(finalModelSentence(probe)).toBe(
      'The final model averages 15 networks with hiddenActivation silu (60 %); 5 networks with the rules’ settings (25 %); 1 linear model (15 %).',
    );
  });

  it('of one part needs no share, and of no training there is none', () => {
    const { probe } = binaryRecommendation();
    if (!probe) throw new Error('a probe was run');
    const alone = { parts: [{ trialId: 'trl_01', share: 1, members: 1 }], temperature: 1 };
    expect(finalModelSentence({ ...probe, finalModel: { ...alone, kind: 'ensemble' } })).toBe(
      'The final model averages 1 network with the rules’ settings.',
    );
    expect(finalModelSentence({ ...probe, finalModel: { ...alone, kind: 'refit' } })).toBe(
      'The final model is trained on all rows: 1 network with the rules’ settings.',
    );
    const { finalModel: _, ...untrained } = probe;
    expect(finalModelSentence(untrained)).toBeUndefined();
  });
});
