import { expect, it } from 'vitest';
import { renderDecisions } from '../../../src/cli/render/decisions.js';

const decision = {
  id: 'dec_1',
  kind: 'recommendation',
  occurredAt: Date.UTC(2026, 10, 23, 20, 14, 5),
  recommendationId: 'rec_1',
  ruleSet: { name: 'built-in', version: '1.0.0' },
  durationMs: 12.34,
};

it('shows a row for each decision', () => {
  expect(renderDecisions([decision], { width: 140, color: false })).toMatch(
    /^when \(UTC\) +decision +kind +rule set +ms +outcome\n2026-11-23 20:14:05 +dec_1 +recommendation +built-in 1\.0\.0 +12 +rec_1\n$/,
  );
});

it('leaves columns away on a narrow terminal, never the id', () => {
  const id = 'dec_01a20a41-e49b-75bf-ba3b-a7e1ae04a021';
  const text = renderDecisions([{ ...decision, id, summary: 'dropout 0.3 kept' }], { width: 80, color: false });
  expect(text).toMatch(/^when \(UTC\) +decision +outcome\n/);
  expect(text).toContain(`${id}  dropout 0.3 kept\n`);
});

it('says so when there is none', () =>
  expect(renderDecisions([], { width: 80, color: false })).toMatch(/^No decision is recorded/));

it('says of a damaged one what is wrong, and nothing of what nobody knows', () => {
  const damaged = { ...decision, durationMs: null, summary: 'changed after it was written', damaged: true };
  expect(renderDecisions([damaged], { width: 140, color: false })).toMatch(
    / built-in 1\.0\.0 +damaged: changed after it was written\n$/,
  );
  expect(renderDecisions([damaged], { width: 140, color: true })).toContain(
    '\u001B[31mdamaged: changed after it was written\u001B[39m',
  );
});
