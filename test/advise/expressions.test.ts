import { describe, expect, it } from 'vitest';
import { computeValue } from '../../src/advise/expressions.js';

const facts: Readonly<Record<string, number>> = { rows: 1000, 'settings.epochs': 40 };
const compute = (value: unknown): unknown => computeValue(value, (fact) => facts[fact]);
const call = (name: string, ...list: unknown[]): object => ({ function: name, arguments: list });

describe('a computed value', () => {
  it.each([
    [call('add', 1, 2, 3), 6],
    [call('multiply', 2, 3, 4), 24],
    [call('divide', 1, 8), 0.125],
    [call('power', 2, 10), 1024],
    [call('min', 3, 1, 2), 1],
    [call('max', 3, 1, 2), 3],
    [call('clamp', 7, 0, 5), 5],
    [call('clamp', -7, 0, 5), 0],
    [call('round', 2.5), 3],
    [call('floor', 2.9), 2],
    [call('log2', 8), 3],
    [call('log10', 1000), 3],
    [call('nearestPowerOfTwo', 100), 128],
    // 64 x 64 + 13 x 64 + 1 = 4,929 weights and biases of two layers of 64 units on 10 inputs.
    [call('unitsWithin', 4929, 10, 1, 2), 64],
    [call('unitsWithin', 4928, 10, 1, 2), 63],
    [call('unitsWithin', 505, 10, 1, 1), 42],
    [call('unitsWithin', 504, 10, 1, 1), 41],
    [call('unitsWithin', 14, 12, 1, 1), 0],
    [call('unitsWithin', 1, 12, 3, 1), 0],
    [call('divide', { fact: 'rows' }, call('add', { setting: 'epochs' }, 10)), 20],
    [
      { patience: { setting: 'epochs' }, restoreBest: true },
      { patience: 40, restoreBest: true },
    ],
    [
      ['flip', { fact: 'rows' }],
      ['flip', 1000],
    ],
    [{ kind: 'none' }, { kind: 'none' }],
    [null, null],
  ])('%j', (value, result) => expect(compute(value)).toEqual(result));

  it.each([
    [{ fact: 'classes' }, 'the fact classes is missing'],
    [call('divide', 1, 0), 'not a finite number'],
    [call('log2', 0), 'not a finite number'],
    [call('round', 'three'), 'takes numbers'],
    [call('round', 1, 2), 'round takes 1 arguments'],
    [call('median', 1), 'a function is one of'],
    [{ function: 'add' }, 'a function is one of'],
  ])('%j is refused', (value, message) => expect(() => compute(value)).toThrow(message));
});
