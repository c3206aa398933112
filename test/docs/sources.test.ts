import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtIn } from '../advise/built-in.js';

it.each([
  ['conflicts', 10],
  ['playbook', 33],
])('docs/%s.md names rules that exist, and every line names some', (name, least) => {
  const page = readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
  const known = new Set(builtIn.rules.map(({ id }) => id));
  expect(rows.length).toBeGreaterThan(least);
  for (const row of rows.slice(1)) {
    const named = [...row.matchAll(/`([a-zA-Z]+\.[a-z0-9-]+)`/g)].map(([, id = '']) => id);
    expect(named.length, row).toBeGreaterThan(0);
    expect(
      named.filter((id) => !known.has(id)),
      row,
    ).toEqual([]);
  }
});
