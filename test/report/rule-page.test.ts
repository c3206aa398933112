import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { renderRules } from '../../src/report/rule-page.js';
import { builtIn } from '../advise/built-in.js';

const { document } = parseHTML(renderRules(builtIn));

it('has an article for every rule, with its condition, reason and source', () => {
  expect(document.querySelectorAll('article')).toHaveLength(builtIn.rules.length);
  const rule = document.getElementById('hiddenUnits.few-rows');
  expect(rule?.textContent).toContain('rows < 1,000');
  expect(rule?.textContent).toContain('{{rows}} rows 64 units');
  const linked = document.getElementById('learningRate.tangent-classes');
  expect(linked?.querySelector('cite a')?.getAttribute('href')).toBe('https://github.com/dholzmueller/pytabkit');
});

it('explains the shared conditions', () => {
  expect(document.getElementById('condition-recipe-table')?.parentElement?.textContent).toContain('1,000');
  const link = document.querySelector('#hiddenLayers\\.realmlp dd a');
  expect(link?.getAttribute('href')).toBe('#condition-recipe-table');
});

it('keeps what an overlay says as text', () => {
  const [first, ...rest] = builtIn.rules;
  if (!first) throw new Error('no rules');
  const source = { title: '<b>bold</b>', url: 'javascript:alert(1)' };
  const markup = renderRules({ ...builtIn, rules: [{ ...first, because: '<script>x</script>', source }, ...rest] });
  expect(markup).not.toContain('<script>');
  expect(markup).not.toContain('javascript:');
  expect(markup).toContain('&lt;b&gt;bold&lt;/b&gt;');
});
