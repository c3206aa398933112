import { expect, it } from 'vitest';
import { createSharedPool } from '../../src/decide/shared-pool.js';
import { type ErrorCode, SextantError } from '../../src/errors.js';
import type { Pool } from '../../src/probe/pool.js';

/** Pools that are lent one after the other; each answers with its number, or fails. */
function lending(codes: readonly (ErrorCode | undefined)[]) {
  const closed: number[] = [];
  let made = 0;
  const createPool = (): Pool => {
    const number = made++;
    const code = codes[number];
    const answer = (): Promise<Float32Array[]> =>
      code ? Promise.reject(new SextantError(code, 'on purpose')) : Promise.resolve([Float32Array.of(number)]);
    return { predict: answer, close: () => void closed.push(number) } as unknown as Pool;
  };
  const shared = createSharedPool({ createPool, most: 4, idleMs: 60_000 });
  const predict = () => shared.use((pool) => pool.predict({} as Parameters<Pool['predict']>[0]));
  return { shared, predict, closed };
}

it('a pool none of whose processes has started is given up, whoever still asks', async () => {
  const { shared, predict, closed } = lending(['backend_unavailable']);
  let free: () => void = () => undefined;
  const staying = shared.use(() => new Promise<void>((resolve) => (free = resolve)));
  const together = await Promise.allSettled([predict(), predict()]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(closed).toEqual([0]);
  expect(await predict()).toEqual([Float32Array.of(1)]);
  free();
  await staying;
  expect(await predict()).toEqual([Float32Array.of(1)]);
  shared.close();
  expect(closed).toEqual([0, 1]);
});

it('a pool that lost a process is kept', async () => {
  const { shared, predict, closed } = lending(['trial_failed']);
  await expect(predict()).rejects.toMatchObject({ code: 'trial_failed' });
  await expect(predict()).rejects.toMatchObject({ code: 'trial_failed' });
  expect(closed).toEqual([]);
  shared.close();
});
