import { describe, expect, it } from 'vitest';
import { renderRecommendation } from '../../src/cli/render/recommendation.js';
import { renderHtml } from '../../src/report/html.js';
import { renderMarkdown } from '../../src/report/markdown.js';
import { renderProbe } from '../../src/report/pages/probe-page.js';
import { shortRunOf } from '../../src/report/view/trial-rows.js';
import { LINEAR_BASELINE, type Recommendation, type Trial } from '../../src/settings/recommendation.js';
import { binaryRecommendation } from '../fixtures/recommendation.js';

describe('short runs', () => {
  const { probe, ...rest } = binaryRecommendation();
  const [start, ...others] = probe?.trials ?? [];
  if (!probe || !start || !others[0]) throw new Error('the fixture has trials');
  const run = (over: Partial<Trial>): Trial => ({ ...start, id: 'x', parentId: start.id, settings: {}, ...over });

  it('are trials with fewer epochs than what they are compared with', () => {
    const trials = [start, run({})];
    expect(shortRunOf(run({}), { trials, epochs: 90 })).toBeUndefined();
    expect(shortRunOf(run({ epochsShare: 1 / 9 }), { trials, epochs: 90 })).toBe('short run, 10 epochs');
    expect(shortRunOf(run({ epochsShare: 1 / 90 }), { trials, epochs: 90 })).toBe('short run, 1 epoch');
    expect(shortRunOf(run({ epochsShare: 1 / 9 }), { trials })).toBe('short run, 11% of the epochs');
    const own = run({ epochsShare: 1 / 9, settings: { epochs: 18 } });
    expect(shortRunOf(own, { trials, epochs: 90 })).toBe('short run, 2 epochs');
  });

  it('are none where the time was short for all', () => {
    const trials = [{ ...start, epochsShare: 0.3 }];
    expect(trials[0] && shortRunOf(trials[0], { trials, epochs: 90 })).toBeUndefined();
    expect(shortRunOf(run({ epochsShare: 0.3 }), { trials, epochs: 90 })).toBeUndefined();
    expect(shortRunOf(run({ epochsShare: 0.1 }), { trials, epochs: 90 })).toBe('short run, 9 epochs');
  });

  it('are told apart in every table of trials', () => {
    const short = run({ settings: { dropout: 0.2 }, epochsShare: 1 / 3 });
    const recommendation = { ...rest, probe: { ...probe, trials: [start, short] } };
    const options = { title: '', reproduce: [] };
    const note = 'short run, 40 epochs';
    expect(renderHtml(recommendation, options)).toContain(
      `<th scope="row">dropout 0.2 <span class="evidence">${note}</span></th>`,
    );
    expect(renderMarkdown(recommendation, options)).toContain(`| dropout 0.2 \\(${note}\\) |`);
    const events = [start, short].map((trial) => ({ kind: 'trial' as const, trial, sentence: '' }));
    const step = { stage: 'probe' as const, doing: 'training', share: 0.5, events };
    const asked = { recommendationId: 'rec_1', createdAt: 0, startedAt: 0, finishedAt: null, error: null };
    const page = renderProbe({ probe: { ...probe, ...asked }, steps: [step], target: ['y'], token: '' });
    expect(page).toContain('dropout 0.2 <span class="evidence">short run, 33% of the epochs</span>');
    expect(page.match(/short run/g)).toHaveLength(1);
  });
});

describe('where a linear model won', () => {
  const { probe, settings, ...rest } = binaryRecommendation();
  const [start] = probe?.trials ?? [];
  if (!probe || !start) throw new Error('the fixture has trials');
  const linear: Trial = {
    ...start,
    id: 'trl_00',
    settings: { hiddenLayers: 0, learningRate: 0.03 },
    because: LINEAR_BASELINE,
    selected: true,
  };
  const won = {
    ...rest,
    settings: { ...settings, hiddenLayers: 0 },
    probe: { ...probe, trials: [...probe.trials, linear] },
  };
  const said =
    /A linear model won: .* the reasons are the rules’, and describe the network that it was compared with\./g;
  const rendered = (recommendation: Recommendation): string[] => {
    const options = { title: '', reproduce: [] };
    return [
      renderHtml(recommendation, options),
      renderMarkdown(recommendation, options),
      renderRecommendation(recommendation, { width: 1000, color: false }),
    ];
  };

  it('says once, before the settings, whose values and whose reasons they are', () => {
    for (const text of rendered(won)) {
      expect(text.match(said)).toHaveLength(1);
      expect(text.search(said)).toBeLessThan(text.indexOf('hiddenLayers', text.search(said)));
    }
    const [page = ''] = rendered(won);
    expect(page.search(said)).toBeGreaterThan(page.indexOf('id="settings"'));
    expect(page.search(said)).toBeLessThan(page.indexOf('<table class="settings"'));
  });

  it('says nothing of the kind where it is a part alone, or another depth was set since', () => {
    const { selected: _, ...part } = linear;
    const others: readonly Recommendation[] = [
      { ...won, settings },
      { ...won, probe: { ...probe, trials: [...probe.trials, part] } },
      binaryRecommendation(),
    ];
    for (const text of others.flatMap(rendered)) expect(text).not.toMatch(said);
  });
});
