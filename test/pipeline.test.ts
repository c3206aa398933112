import { describe, expect, it } from 'vitest';
import { parts, pipeline } from '../src/pipeline.js';
import { nextTurn } from '../src/turn.js';

describe('a pipeline', () => {
  it('makes the next one while the last one is handed over, and hands over one at a time', async () => {
    const told: string[] = [];
    async function* made() {
      for (const name of ['a', 'b', 'c']) {
        told.push(`made ${name}`);
        yield name;
        await nextTurn();
      }
    }
    await pipeline(made(), async (name) => {
      told.push(`takes ${name}`);
      for (let turn = 0; turn < 5; turn++) await nextTurn();
      told.push(`took ${name}`);
    });
    expect(told).toEqual(['made a', 'takes a', 'made b', 'took a', 'takes b', 'made c', 'took b', 'takes c', 'took c']);
  });

  it('fails as what makes does, once what was handed over is settled', async () => {
    let isSettled = false;
    async function* made() {
      yield 1;
      await nextTurn();
      throw new RangeError('no more');
    }
    const running = pipeline(made(), async () => {
      for (let turn = 0; turn < 5; turn++) await nextTurn();
      isSettled = true;
      throw new Error('of the taker');
    });
    await expect(running).rejects.toThrow(RangeError);
    expect(isSettled).toBe(true);
  });

  it('fails as what takes does, and makes no more', async () => {
    const made: number[] = [];
    function* all() {
      for (let i = 0; i < 9; i++) {
        made.push(i);
        yield i;
      }
    }
    await expect(pipeline(all(), () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(made).toEqual([0, 1]);
    await expect(pipeline([1], () => Promise.reject(new Error('last')))).rejects.toThrow('last');
  });
});

it.each([
  [[], []],
  [[[1, 2]], [1, 2]],
  [
    [[1, 2], [3]],
    [1, 2, 3],
  ],
])('gives parts %j', (expected, items) => {
  expect([...parts<number>(items, 2)]).toEqual(expected);
});
