import { describe, expect, it } from 'vitest';
import { inGroups } from '../src/groups.js';

/** Carries groups out one by one when told, and remembers them. */
function slowly(isOfOne = true) {
  const groups: number[][] = [];
  const begun: (() => void)[] = [];
  const ask = inGroups({
    most: 3,
    isOfOne: () => isOfOne,
    carryOut: async (items: readonly number[]) => {
      groups.push([...items]);
      await new Promise<void>((resolve) => void begun.push(resolve));
      if (items.includes(13)) throw new Error('thirteen');
      return items.map((item) => item * 10);
    },
  });
  const finishAll = async (): Promise<void> => {
    for (let turns = 0; turns < 100; turns++) {
      begun.shift()?.();
      await new Promise((resolve) => void setImmediate(resolve));
    }
  };
  return { ask, groups, finishAll };
}

describe('inGroups', () => {
  it('carries out at once what nobody is before, and together what waited, in its order', async () => {
    const { ask, groups, finishAll } = slowly();
    const asked = Promise.all([1, 2, 3, 4, 5].map(ask));
    await finishAll();
    expect(await asked).toEqual([10, 20, 30, 40, 50]);
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
    const later = ask(6);
    await finishAll();
    expect(await later).toBe(60);
  });

  it('carries out each alone where a group failed because of one', async () => {
    const { ask, groups, finishAll } = slowly();
    const asked = Promise.allSettled([1, 2, 13, 4].map(ask));
    await finishAll();
    expect((await asked).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([[1], [2, 13, 4], [2], [13], [4]]);
  });

  it('lets a group fail whole where none of it is at fault', async () => {
    const { ask, groups, finishAll } = slowly(false);
    const asked = Promise.allSettled([1, 2, 13, 4, 5].map(ask));
    await finishAll();
    expect((await asked).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(groups).toEqual([[1], [2, 13, 4], [5]]);
  });
});
