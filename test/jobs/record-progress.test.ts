import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Context } from '../../src/decide/context.js';
import { SextantError } from '../../src/errors.js';
import { recordProgress } from '../../src/jobs/record-progress.js';
import { createLog } from '../../src/log.js';
import type { ProbeRow } from '../../src/store/schema.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const summary = { stage: 'probe', doing: 'ladder', share: 0.5, events: [] };

/** A recorder over a store of which each use is answered by `answer`, in turn. */
function recorder(answer: (use: number) => Promise<void>) {
  const lines: string[] = [];
  let uses = 0;
  const context = { store: () => answer(++uses), clock: { now: () => 0, elapsed: () => 0 } } as unknown as Context;
  const log = createLog({
    level: 'warn',
    clock: context.clock,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const row = { id: 'prb_x', attempt: 1 } as ProbeRow;
  return { progress: recordProgress(context, row, log), lines, uses: () => uses };
}

const away = () => Promise.reject(new SextantError('store_unavailable', 'away'));

it('waits for a database that is away, and misses nothing', async () => {
  const { progress, lines, uses } = recorder((use) => (use <= 30 ? away() : Promise.resolve()));
  for (let i = 0; i < 20; i++) progress.add(summary as Parameters<typeof progress.add>[0]);
  const written = progress.finish();
  await vi.advanceTimersByTimeAsync(60_000);
  await written;
  expect(uses()).toBe(30 + 20);
  expect(lines).toEqual([]);
});

it('gives a summary up that cannot be written, at once or after two minutes, and goes on', async () => {
  const { progress, lines, uses } = recorder((use) =>
    use === 1 ? Promise.reject(new SextantError('store_failed', 'no')) : use <= 121 ? away() : Promise.resolve(),
  );
  for (let i = 0; i < 3; i++) progress.add(summary as Parameters<typeof progress.add>[0]);
  const written = progress.finish();
  await vi.advanceTimersByTimeAsync(200_000);
  await written;
  expect(uses()).toBe(122);
  expect(lines).toHaveLength(2);
});

it('takes no more once it is finished', async () => {
  const { progress, uses } = recorder(() => Promise.resolve());
  progress.add(summary as Parameters<typeof progress.add>[0]);
  await progress.finish();
  progress.add(summary as Parameters<typeof progress.add>[0]);
  await progress.finish();
  expect(uses()).toBe(1);
});

it('leaves what waits where it is dropped, and waits for what is being written', async () => {
  let free: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (free = resolve));
  const { progress, lines, uses } = recorder(() => first);
  for (let i = 0; i < 3; i++) progress.add(summary as Parameters<typeof progress.add>[0]);
  await vi.advanceTimersByTimeAsync(0);
  let isOver = false;
  const dropped = progress.drop().then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(1000);
  expect(isOver).toBe(false);
  free();
  await dropped;
  expect([uses(), lines]).toEqual([1, []]);
});

it('does not wait for a database that is away where it is dropped', async () => {
  const { progress, lines, uses } = recorder(away);
  progress.add(summary as Parameters<typeof progress.add>[0]);
  await vi.advanceTimersByTimeAsync(500);
  const dropped = progress.drop();
  await vi.advanceTimersByTimeAsync(1000);
  await dropped;
  expect([uses(), lines]).toEqual([1, []]);
});
