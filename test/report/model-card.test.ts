import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.js';
import { renderMarkdown, text } from '../../src/report/markdown.js';
import { modelCardRows } from '../../src/report/view/model-card.js';
import type { Recommendation } from '../../src/settings/recommendation.js';
import {
  adviceOnlyRecommendation,
  binaryRecommendation,
  multiclassRecommendation,
  regressionRecommendation,
} from '../fixtures/recommendation.js';

const unwritten = 'Yours to write: what is decided by it, about whom, and who looks at that.';
const elsewhere =
  'Rows from elsewhere or another time than those that it was trained on: how it does there was not measured.';
const groups =
  'Not looked at: nothing here knows which columns stand for groups of people. Compare the errors between them before it decides about anybody.';
const made = 'Recommended on 2026-11-23 by the rules built-in 1.0.0.';
const averaged =
  'The final model averages 15 networks with hiddenActivation silu (60 %); 5 networks with the rules’ settings (25 %); 1 linear model (15 %).';

const cardOf = (recommendation: Recommendation): Record<string, string> =>
  Object.fromEntries(modelCardRows(recommendation));

describe('the model card', () => {
  it('says of a probed recommendation what was trained on what, for what, and how well it does', () => {
    expect(modelCardRows(binaryRecommendation())).toEqual([
      ['Model', `Binary classification of 768 rows. ${averaged} ${made}`],
      ['Intended use', unwritten],
      ['Not for', elsewhere],
      ['Metric', 'Log loss.'],
      ['Trained on', '768 rows with 8 numeric, 1 identifier columns; the smallest of 2 classes has 35% of them.'],
      [
        'Measured',
        'Log loss 0.466 (95% interval 0.434 to 0.500) on rows out of fold, corrected for what was selected. On the test file: accuracy 0.783, log loss 0.459, ROC AUC 0.849, PR AUC 0.731, F1 0.667.',
      ],
      ['Groups of people', groups],
      [
        'Caveats',
        'Column patient_id counts the rows and is left out. insu is 0 in 48.7% of the rows, which may stand for a missing value.',
      ],
    ]);
  });

  it('counts no classes of a number, and says that there are no warnings', () => {
    expect(cardOf(regressionRecommendation())).toMatchObject({
      Metric: 'Root mean squared error.',
      'Trained on': '398 rows with 7 numeric columns.',
      Measured:
        'Root mean squared error 2.740 (95% interval 2.450 to 3.050) on rows out of fold, corrected for what was selected.',
      Caveats: 'No warnings.',
    });
  });

  it('says of settings alone that no model was trained and nothing measured', () => {
    const { Model, Measured, 'Trained on': trained } = cardOf(adviceOnlyRecommendation());
    expect(Model).toMatch(
      /^Binary classification of 1,000 rows\. Settings; no model was trained\. Train 2 hidden layers/,
    );
    expect(Measured).toBe('Nothing was measured.');
    expect(trained).toBe(
      '1,000 rows with 12 numeric, 3 categorical columns; the smallest of 2 classes has 9% of them.',
    );
  });

  it('says from where on a class is named, and that what came later was the test', () => {
    const { settings, profile, ...rest } = binaryRecommendation();
    const card = cardOf({
      ...rest,
      settings: { ...settings, decisionThreshold: 'calibrated' },
      profile: { ...profile, timeOrdered: true },
    });
    expect(card['Metric']).toBe('Log loss. The second class is named from a fitted threshold on.');
    expect(card['Not for']).toBe(`${elsewhere} It was validated on what came later; how long that holds is not known.`);
    expect(cardOf({ ...rest, profile, settings: { ...settings, primaryMetric: null } })['Metric']).toBe(
      'None was chosen.',
    );
  });

  it.each([
    ['binary', binaryRecommendation()],
    ['multiclass', multiclassRecommendation()],
    ['regression', regressionRecommendation()],
    ['rules alone', adviceOnlyRecommendation()],
  ])('stands in the page and in the Markdown, row by row: %s', (_, recommendation) => {
    const options = { title: 'a', reproduce: [] };
    const rows = modelCardRows(recommendation);
    const { document } = parseHTML(renderHtml(recommendation, options));
    const drawn = [...document.querySelectorAll('section[aria-labelledby=card] dl > div')];
    expect(drawn.map((row) => [row.querySelector('dt')?.textContent, row.querySelector('dd')?.textContent])).toEqual(
      rows,
    );
    const [, card = ''] = renderMarkdown(recommendation, options).split('## Model card\n\n');
    expect((card.split('\n\n')[0] ?? '').split('\n')).toEqual(
      rows.map(([name, value]) => `- **${name}.** ${text(value)}`),
    );
  });
});
