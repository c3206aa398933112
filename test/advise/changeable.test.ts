import { describe, expect, it } from 'vitest';
import { changed, changeableFacts } from '../../src/advise/changeable.js';
import { drawProfile } from '../../src/advise/draw-profile.js';
import { factDefinitions, factsOf, type FactValue } from '../../src/profile/facts.js';
import { createRandom } from '../../src/random.js';

const profiles = Array.from({ length: 300 }, (_, seed) => drawProfile(createRandom(seed, 'changeable')));

describe('a fact that can be changed', () => {
  it('moves itself and what it is declared to move, and nothing else', () => {
    const moved = new Map<string, Set<string>>();
    profiles.forEach((profile, index) => {
      const other = profiles[(index + 1) % profiles.length] ?? profile;
      for (const fact of changeableFacts(profile)) {
        const values: FactValue[] = [fact.read(other), ...(fact.optional ? [undefined] : []), 1];
        for (const value of values.filter((one) => one === undefined || typeof one === typeof fact.read(profile))) {
          // A target that loses its type is none.
          if (fact.name === 'target.type' && value === undefined) continue;
          const [before, after] = [factsOf(profile), factsOf(fact.write(profile, value))];
          const names = Object.keys(factDefinitions).filter((name) => before[name] !== after[name]);
          expect(fact.moves, `${fact.name} = ${String(value)}`).toEqual(expect.arrayContaining(names));
          for (const name of names) moved.set(name, (moved.get(name) ?? new Set()).add(fact.name));
        }
      }
    });
    const still = Object.keys(factDefinitions).filter((name) => !moved.has(name));
    expect(still).toEqual(['inputShape.rank', 'classes']);
  });

  it('turns only where it says: in between what follows from it rises, falls or stays', () => {
    for (const profile of profiles.slice(0, 60)) {
      for (const fact of changeableFacts(profile).filter(({ kind }) => kind === 'number')) {
        const [least, most] = fact.range(profile, profile);
        const places = [least, ...fact.turns(profile), most].filter((place) => place >= least && place <= most);
        const borders = [...new Set(places)].toSorted((a, b) => a - b);
        borders.slice(1).forEach((high, index) => {
          const low = borders[index] ?? least;
          if (high - low < 4) return;
          const points = [1, 2, 3, 4, 5].map((i) => {
            const at = Math.min(low + i, low + ((high - low) * i) / 6);
            return fact.integer ? Math.floor(at) : at;
          });
          for (const name of fact.moves.filter((one) => Object.hasOwn(factDefinitions, one))) {
            const values = points.map((point) => factDefinitions[name]?.of(fact.write(profile, point)));
            if (values.some((value) => typeof value !== 'number')) continue;
            const numbers = values.map(Number);
            const isRising = numbers.every((value, i) => i === 0 || value >= (numbers[i - 1] ?? 0));
            const isFalling = numbers.every((value, i) => i === 0 || value <= (numbers[i - 1] ?? 0));
            expect(isRising || isFalling, `${name} by ${fact.name}: ${numbers.join(' ')}`).toBe(true);
          }
        });
      }
    }
  });

  it('keeps in order what a dataset has in order', () => {
    const rows = changeableFacts({ ...factless, groups: 7 }).find(({ name }) => name === 'rows');
    const grouped = { ...factless, groups: 7 };
    expect(rows?.range(grouped, grouped)[0]).toBe(7);
    expect(rows?.range({ ...factless, groups: 700 }, grouped)[0]).toBe(700);
    // What a profile breaks itself is left to it.
    const broken = { ...factless, groups: 700 };
    expect(rows?.range(broken, broken)[0]).toBe(1);
  });
});

const factless = {
  task: 'binary' as const,
  modality: 'table' as const,
  rows: 100,
  columns: { numeric: 1, categorical: 0, boolean: 0, text: 0, datetime: 0, identifier: 0, constant: 0 },
  classCounts: { yes: 60, no: 39, 'a.b': 1 },
};

describe('a changed profile', () => {
  it('has what was changed, and is valid', () => {
    const result = changed(factless, { rows: 50, hardware: 'gpu', 'classCounts.a.b': 9, 'target.type': 'text' });
    expect(result).toMatchObject({
      profile: { rows: 50, hardware: 'gpu', classCounts: { 'a.b': 9 }, target: { type: 'text', columns: 1 } },
    });
    expect(changed(factless, { hardware: null })).toEqual({ profile: factless });
  });

  it.each([
    ['a derived fact', { inputs: 3 }, /inputs is no fact/],
    ['a class that it does not have', { 'classCounts.maybe': 3 }, /classCounts.maybe is no fact/],
    ['a value of another kind', { rows: 'many' }, /rows/],
    ['a number that is not legal', { missingShare: 2 }, /missingShare/],
    ['what may not be missing', { rows: null }, /rows/],
    ['its task, without a target', { task: null }, /task/],
    ['what is no own member', { __proto__x: 1, constructor: 1 }, /is no fact/],
  ])('is none with %s', (_what, changes, says) => {
    const result = changed(factless, changes);
    expect('problem' in result ? result.problem : '').toMatch(says);
  });
});
