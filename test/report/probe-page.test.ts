import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { unfinishedReport } from '../../src/decide/probes.js';
import { renderProbe } from '../../src/report/pages/probe-page.js';

const queued = {
  ...unfinishedReport({ probe: { trialsLimit: 4, seed: 1 }, rows: 90 }, { id: 'prb_1', status: 'queued' }),
  recommendationId: 'rec_1',
  createdAt: 0,
  startedAt: null,
  finishedAt: null,
  error: null,
};
const rowsOf = (file: { readonly file?: string }): string[] => {
  const markup = renderProbe({ probe: queued, steps: [], token: '', target: ['a', 'b'], ...file });
  return [...parseHTML(markup).document.querySelectorAll('dl.identity > div')].map(({ innerHTML }) => innerHTML);
};
const link = '<dt>Recommendation</dt><dd><a href="/recommendations/rec_1"><code>rec_1</code></a></dd>';

describe('the page of a probe that waits', () => {
  it('names file, target and recommendation', () =>
    expect(rowsOf({ file: 'a&b.csv' })).toEqual([
      '<dt>File</dt><dd>a&amp;b.csv</dd>',
      '<dt>Target</dt><dd>a, b</dd>',
      link,
    ]));

  it('does without the file where nothing is kept of it any more', () =>
    expect(rowsOf({})).toEqual(['<dt>Target</dt><dd>a, b</dd>', link]));
});
