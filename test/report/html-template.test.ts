import { describe, expect, it } from 'vitest';
import { escapeText, html, isWebAddress, trusted } from '../../src/report/html-template.js';

describe('html', () => {
  it('escapes every interpolated text, in content and in attributes', () => {
    const name = `<script>alert("1")</script>&'`;
    expect(html`<p title="${name}">${name}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</p>',
    );
  });

  it('keeps markup that it made, in lists too, and drops what is absent', () => {
    expect(html`<ul>${[html`<li>${'a<b'}</li>`, false, null, undefined, 3]}</ul>`.markup).toBe(
      '<ul><li>a&lt;b</li>3</ul>',
    );
    expect(html`${trusted('<svg/>')}`.markup).toBe('<svg/>');
  });

  it('removes control and bidirectional characters', () => {
    expect(escapeText('a\u0000b\u202Ec')).toBe('abc');
  });
});

it('links to web addresses only', () => {
  expect(['https://arxiv.org/abs/1', 'http://a.b'].map(isWebAddress)).toEqual([true, true]);
  expect(['javascript:alert(1)', 'data:text/html,x', 'https://', '//a.b', 'ftp://a'].map(isWebAddress)).toEqual(
    new Array(5).fill(false),
  );
});
