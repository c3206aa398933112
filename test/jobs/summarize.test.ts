import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Progress } from '../../src/decide/schema.js';
import type { ProgressSummary } from '../../src/decide/schema.js';
import { summarize } from '../../src/jobs/summarize.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const epoch = (number: number, purpose = 'ladder'): Progress => ({
  stage: 'probe',
  doing: purpose,
  share: number / 100,
  event: { kind: 'epoch', purpose, epoch: number, epochs: 100, validationLoss: 1 / number },
});

it('passes on at most ten summaries a second, each with where it is and the last epoch of each program', () => {
  const passed: ProgressSummary[] = [];
  const { add } = summarize((summary) => passed.push(summary));
  for (let i = 1; i <= 100; i++) {
    add(epoch(i));
    if (i % 10 === 0) add(epoch(i, 'other'));
    vi.advanceTimersByTime(10);
  }
  expect(passed.length).toBeGreaterThanOrEqual(8);
  expect(passed.length).toBeLessThanOrEqual(10);
  for (const { events, share } of passed) {
    expect(events.length).toBeLessThanOrEqual(2);
    expect(share).toBeGreaterThan(0);
  }
});

it('keeps everything that happens once, in its order, and what waits at the end', () => {
  const passed: ProgressSummary[] = [];
  const { add, flush } = summarize((summary) => passed.push(summary));
  const verdict = (slot: string): Progress => ({
    stage: 'final',
    doing: 'scores',
    share: 1,
    event: { kind: 'verdict', slot, verdict: 'confirmed' },
  });
  for (const slot of ['loss', 'optimizer', 'dropout']) add(verdict(slot));
  expect(passed).toEqual([]);
  flush();
  flush();
  expect(passed).toHaveLength(1);
  expect(passed[0]?.events.map((event) => event.kind === 'verdict' && event.slot)).toEqual([
    'loss',
    'optimizer',
    'dropout',
  ]);
});
