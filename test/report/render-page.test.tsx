import type { FC } from 'hono/jsx';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { Document } from '../../src/report/document.js';
import { renderHtml } from '../../src/report/html.js';
import { renderDataset } from '../../src/report/pages/dataset-page.js';
import { renderEvidence } from '../../src/report/pages/evidence-page.js';
import { profileForm } from '../../src/report/pages/home-page.js';
import { renderNotice } from '../../src/report/pages/notice-pages.js';
import { renderProbe } from '../../src/report/pages/probe-page.js';
import { markupOf, renderPage } from '../../src/report/render-page.js';
import { renderRules } from '../../src/report/rule-page.js';
import { styleSheet } from '../../src/report/style-sheet.js';
import { isWebAddress } from '../../src/report/web-address.js';
import { unfinishedReport } from '../../src/decide/probes.js';
import { builtIn } from '../advise/built-in.js';
import { binaryRecommendation } from '../fixtures/recommendation.js';

const name = `<script>alert("1")</script>&'`;
const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;';

it('components escape every text, in content and in attributes', () => {
  expect(markupOf(<p title={name}>{name}</p>)).toBe(`<p title="${escaped}">${escaped}</p>`);
});

/** What a name from outside may hold, and what is shown of it. */
const data = 'a\u0000b\u202Ec\r\n\td\u2028e\u009B2J\uFEFF\uD800';
const shown = 'abc d e2J';

describe('a page', () => {
  it('is a whole document', () => {
    expect(renderPage(<Document title="a" />)).toMatch(/^<!doctype html>\n<html lang="en">.*<\/html>\n$/s);
  });

  it('shows data as one line without what moves a cursor or turns text around, in content and in attributes', () => {
    const { document } = parseHTML(
      renderPage(
        <Document title={data}>
          <p title={data}>{data}</p>
        </Document>,
      ),
    );
    expect(document.querySelector('title')?.textContent).toBe(`${shown} – Sextant`);
    expect(document.querySelector('p')?.textContent).toBe(shown);
    expect(document.querySelector('p')?.getAttribute('title')).toBe(shown);
  });

  it('takes no sign by the number of it from data', () => {
    const { document } = parseHTML(renderPage(<Document title="a">{'&#8238;&rlm;'}</Document>));
    expect(document.querySelector('main')?.textContent).toBe('&#8238;&rlm;');
  });

  it('keeps the lines of commands, and nothing else of them', () => {
    const { document } = parseHTML(
      renderPage(
        <Document title="a">
          <pre>{'one\n  two\u202E\u0007\n'}</pre>
        </Document>,
      ),
    );
    expect(document.querySelector('pre')?.textContent).toBe('one\n  two\n');
  });

  it('gives back what somebody typed as it was', () => {
    const typed = '\n\n\ta\u202E\u0007</textarea><b>&amp;';
    const markup = renderPage(<Document title="a">{profileForm({ token: '', refused: typed })}</Document>);
    // The first line break of a field is not part of it.
    expect(markup).toContain('>\n\n\n\ta\u202E\u0007&lt;/textarea&gt;&lt;b&gt;&amp;amp;</textarea>');
  });

  it('has style and script to the letter', () => {
    const script = "const a = '<b>';\n// one line\nrun(a);\n";
    const markup = renderPage(<Document title="a" script={script} />);
    expect(markup).toContain(`<style>${styleSheet}</style>`);
    expect(markup).toContain(`<script>${script}</script>`);
  });

  it('waits for nothing', () => {
    const Late: FC = () => Promise.resolve('late');
    expect(() => renderPage(<Late />)).toThrow('waits for something');
  });
});

describe('whatever comes from data loses what moves a cursor or turns text around, in', () => {
  const sign = /(?![\n])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
  const probe = {
    ...unfinishedReport({ probe: { trialsLimit: 4, seed: 1 }, rows: 90 }, { id: data, status: 'failed' }),
    recommendationId: data,
    createdAt: 0,
    startedAt: null,
    finishedAt: null,
    error: { code: 'store_failed', detail: data },
  };
  const [rule] = builtIn.rules;
  if (!rule) throw new Error('no rules');
  const counts = { confirmed: 1, adjusted: 1, refuted: 1, inconclusive: 1, untested: 0 };
  const evidence = {
    ruleId: data,
    slot: null,
    probes: 4,
    verdicts: counts,
    confirmedShare: null,
    isFew: true,
    effects: {},
  };
  const recommendation = binaryRecommendation();
  const { probe: report } = recommendation;
  if (report?.outOfFold?.kind !== 'classes') throw new Error('the fixture has classes');
  const labels = ['a', data];
  const outOfFold = { ...report.outOfFold, confusion: { ...report.outOfFold.confusion, labels } };
  const dataset = { id: data, name: data, bytes: 1, hash: data, createdAt: 0 };
  const pages = {
    'a report': renderHtml({ ...recommendation, probe: { ...report, outOfFold } }, { title: data, reproduce: [data] }),
    rules: renderRules({ ...builtIn, name: data, rules: [{ ...rule, because: data }] }),
    'a dataset': renderDataset({ token: data, dataset, columns: { rows: 1, names: [data] } }),
    'a probe': renderProbe({ probe, steps: [], token: data, file: data, target: [data] }),
    evidence: renderEvidence({ rules: [evidence], looked: { probes: 4, isWhole: true } }),
    'a notice': renderNotice({ title: data, detail: data, findings: [{ pointer: data, message: data }] }),
  };
  it.each(Object.entries(pages))('%s', (_name, markup) => {
    expect(markup).toContain(shown);
    expect(sign.exec(markup)).toBeNull();
  });
});

it('links to web addresses only', () => {
  expect(['https://arxiv.org/abs/1', 'http://a.b'].map(isWebAddress)).toEqual([true, true]);
  expect(['javascript:alert(1)', 'data:text/html,x', 'https://', '//a.b', 'ftp://a'].map(isWebAddress)).toEqual(
    new Array(5).fill(false),
  );
});
