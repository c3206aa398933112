import { expect, it } from 'vitest';
import { fillTables } from '../../scripts/generators/bench.js';

it('replaces what stands between the marks of a table and keeps the rest', () => {
  const page = 'text\n<!-- table: one -->\nold\n<!-- end -->\nmore\n<!-- table: two -->\n<!-- end -->\n';
  const filled = fillTables(page, { one: () => 'first', two: () => 'second' });
  expect(filled).toBe(
    'text\n<!-- table: one -->\nfirst\n<!-- end -->\nmore\n<!-- table: two -->\nsecond\n<!-- end -->\n',
  );
  expect(fillTables(filled, { one: () => 'first', two: () => 'second' })).toBe(filled);
  expect(() => fillTables(page, {})).toThrow('no table one');
});
