import { parseHTML } from 'linkedom';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { type Item, renderOutline } from '../../../src/cli/render/outline.js';

const blocks: readonly (readonly Item[])[] = [
  ['a head', 'and a second line'],
  [],
  [
    {
      text: 'optimizer = adam',
      below: [
        'because',
        { text: 'source: a book', url: 'https://example.org/a_b' },
        { text: 'two', below: ['examples'] },
      ],
    },
  ],
];

describe('an outline', () => {
  it('is lines, indented below others, with an empty line between blocks', () => {
    expect(renderOutline(blocks, {}).split('\n')).toEqual([
      'a head',
      'and a second line',
      '',
      'optimizer = adam',
      '  because',
      '  source: a book, https://example.org/a_b',
      '  two',
      '    examples',
      '',
    ]);
  });

  it('is paragraphs with lists below them in Markdown', () => {
    const html = marked.parse(renderOutline(blocks, { markdown: true }), { async: false });
    expect(html.replaceAll('\n', '')).toBe(
      '<p>a head</p><p>and a second line</p><p><strong>optimizer = adam</strong></p>' +
        '<ul><li>because</li><li><a href="https://example.org/a_b">source: a book</a></li>' +
        '<li>two<ul><li>examples</li></ul></li></ul>',
    );
  });

  it.each(['# a', '- b', '1. c', '> d', '**e** _f_ `g`', '<b>h</b> ![](x) [i](j) | k', '&lt; \\* ~~l~~ $m$'])(
    'shows what comes from data as it is, in Markdown too: %s',
    (data) => {
      const items = [data, { text: data, url: 'javascript:alert(1)', below: [data, { text: data, below: [data] }] }];
      const { document } = parseHTML(
        `<html><body>${marked.parse(renderOutline([items], { markdown: true }), { async: false })}</body></html>`,
      );
      const around = (document.body.textContent ?? '').split(data).map((text: string) => text.trim());
      expect(around).toEqual(Array.from({ length: 6 }, () => ''));
      expect(document.body.querySelectorAll('a, b, code, em, img, h1, del, blockquote')).toHaveLength(0);
    },
  );

  it('is one line for each, whatever is in it', () => {
    const items = [{ text: 'a\u001B[2J\nb', below: ['c\r\n\u202Ed'] }];
    expect(renderOutline([items], {})).toBe('a[2J b\n  c d\n');
    expect(renderOutline([items], { markdown: true })).toBe('**a\\[2J b**\n\n- c d\n');
  });
});
