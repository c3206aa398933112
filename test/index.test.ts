import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSextant, recommendationSchema, saveModel } from '../src/index.js';
import { smallCsv } from './cli/helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sextant = createSextant({ dataDirectory: join(folder, 'record'), backend: 'cpu' });
const file = join(folder, 'data.csv');
writeFileSync(file, smallCsv());

describe('the package', () => {
  it('goes from a file over its profile to advice that can be explained', async () => {
    const { profile } = await sextant.profile({ file, target: ['y'] });
    const recommendation = await sextant.advise({ profile, settings: { optimizer: 'sgd' } });
    expect(recommendationSchema.parse(recommendation).settings).toMatchObject({ task: 'binary', optimizer: 'sgd' });
    const [decision] = await sextant.decisions({ limit: 5 });
    expect(decision).toMatchObject({ id: recommendation.decisionId, kind: 'recommendation', requestId: null });
    const { id } = recommendation;
    expect((await sextant.replay({ id })).outcome).toBe('same');
    expect((await sextant.simulate({ from: { decision: id } })).differences).toEqual([]);
    expect((await sextant.counterfactuals({ id, slot: 'optimizer' })).exhausted).toBe(true);
    const { slots } = await sextant.explain(recommendation.id);
    expect(slots.find(({ slot }) => slot === 'optimizer')).toMatchObject({ origin: 'caller' });
  });

  it('probes, and returns what the training showed', async () => {
    const settings = { epochs: 3, hiddenLayers: 1, hiddenUnits: 8, folds: 2, foldRepeats: 1 };
    const report = await sextant.probe({ file, target: ['y'], settings, seed: 1, probe: { trialsLimit: 1 } });
    expect(report).toMatchObject({ status: 'succeeded', seed: 1, trialsLimit: 1 });
    const decisions = await sextant.decisions({ limit: 20 });
    const kinds = decisions.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['recommendation', 'refinement', 'verdicts']));
    const id = decisions.find(({ kind }) => kind === 'verdicts')?.recommendationId ?? '';
    const { trials, verdicts } = await sextant.explain(id);
    // The linear baseline is on record too.
    const [linear, ...others] = trials.map(({ trial }) => trial).toSorted((a, b) => a.id.localeCompare(b.id));
    expect(linear?.because).toBe('baseline.linear');
    expect(others.map(({ id: trialId }) => trialId)).toEqual(report.trials.map((trial) => trial.id));
    expect(verdicts['optimizer']).toBe('untested');
  });

  it('keeps a model and predicts with it', async () => {
    const settings = { epochs: 3, hiddenLayers: 1, hiddenUnits: 8, folds: 2, foldRepeats: 1 };
    const { model } = await sextant.recommend({ file, target: ['y'], settings, seed: 1, needsModel: true });
    if (!model) throw new Error('nothing was trained');
    const kept = join(folder, 'kept');
    await saveModel(model, kept);
    const predictions = join(folder, 'predictions.csv');
    const { rows } = await sextant.predict({ rows: file, model: kept, predictions });
    expect(readFileSync(predictions, 'utf8').trimEnd().split('\r\n')).toHaveLength(rows + 1);
  });

  it('names what is wrong by a code', async () => {
    await expect(sextant.profile({ file, target: ['q'] })).rejects.toMatchObject({
      code: 'target_absent',
      kind: 'input',
    });
    await expect(sextant.explain('rec_x')).rejects.toMatchObject({ code: 'not_found', kind: 'missing' });
  });
});
