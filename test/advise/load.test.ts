import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalRuleSet, hashRuleSet } from '../../src/advise/hash.js';
import { loadRuleSet } from '../../src/advise/load.js';
import { SextantError } from '../../src/errors.js';
import { builtIn, rulesDirectory } from './built-in.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rules-'));
  await cp(rulesDirectory, directory, { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

const write = (file: string, content: unknown): Promise<void> =>
  writeFile(join(directory, file), typeof content === 'string' ? content : JSON.stringify(content));

async function failure(): Promise<SextantError> {
  try {
    await loadRuleSet(directory);
  } catch (error) {
    if (error instanceof SextantError) return error;
    throw error;
  }
  throw new Error('the rules were loaded');
}

/** A legal rule that nothing else needs; `parts` break it. */
const extra = (parts: object): object => ({
  id: 'warnings.extra',
  slot: 'warnings',
  priority: 1,
  recommend: { code: 'extra', message: 'a warning' },
  because: 'a sentence that is long enough',
  source: { title: 'a test' },
  ...parts,
});
const rows = (operator: string, value: unknown): object => ({ fact: 'rows', operator, value });

describe('the built-in rules', () => {
  it('are loaded in order of id, without the cases', () => {
    expect(builtIn.name).toBe('built-in');
    expect(builtIn.rules.length).toBeGreaterThan(200);
    expect(builtIn.rules.map(({ id }) => id)).toEqual(builtIn.rules.map(({ id }) => id).toSorted());
  });

  it('name a source for every rule, with a link or a section', () => {
    const bare = builtIn.rules.filter(({ source }) => source.url === undefined && source.section === undefined);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('have a hash that does not depend on files, order, white space or cases', async () => {
    const search = JSON.parse(await readFile(join(directory, 'validation.json'), 'utf8')) as { id: string }[];
    await write('validation.json', search.slice(1).toReversed());
    await write('apart.json', `\n ${JSON.stringify(search.slice(0, 1), null, 8)}`);
    await write('apart.test.json', []);
    expect((await loadRuleSet(directory)).hash).toBe(builtIn.hash);
    await write('manifest.json', { name: 'built-in', version: '1.0.1' });
    expect((await loadRuleSet(directory)).hash).not.toBe(builtIn.hash);
  });
});

describe('the hash', () => {
  it('is SHA-256 over the canonical JSON of name, version, extends, conditions and rules sorted by id', () => {
    const rule = {
      slot: 'search',
      priority: 0,
      recommend: 'grid',
      because: 'a sentence',
      source: { title: 't' },
    } as const;
    const content = {
      version: '1.0.0',
      name: 'x',
      conditions: {},
      rules: [
        { id: 'search.b', ...rule },
        { id: 'search.a', ...rule },
      ],
    };
    const one = (id: string): string =>
      `{"because":"a sentence","id":"${id}","priority":0,"recommend":"grid","slot":"search","source":{"title":"t"}}`;
    const text = `{"conditions":{},"name":"x","rules":[${one('search.a')},${one('search.b')}],"version":"1.0.0"}`;
    expect(canonicalRuleSet(content)).toBe(text);
    expect(hashRuleSet(content)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(canonicalRuleSet({ ...content, extends: 'abc' })).toContain('"extends":"abc"');
  });
});

describe('a broken folder', () => {
  it('that is not there', async () => {
    await rm(directory, { recursive: true });
    expect(await failure()).toMatchObject({ code: 'rules_invalid' });
    await cp(rulesDirectory, directory, { recursive: true });
  });

  it.each([
    ['no manifest', 'manifest.json', undefined, ['manifest.json', 'is missing']],
    ['not JSON', 'loss.json', '[{]', ['loss.json', 'is not JSON']],
    ['not a list', 'loss.json', {}, ['loss.json', 'is not a list']],
    ['a bad version', 'manifest.json', { name: 'x', version: 'one' }, ['manifest.json', 'version']],
    ['an unknown key', 'extra.json', [extra({ color: 'red' })], ['extra.json, warnings.extra', 'color']],
    [
      'an unknown operator',
      'extra.json',
      [extra({ when: { all: [rows('above', 3)] } })],
      ['warnings.extra', 'when.all.0.operator'],
    ],
    ['an empty list', 'extra.json', [extra({ when: { any: [] } })], ['warnings.extra', 'when.any']],
    ['a path', 'extra.json', [extra({ when: { ...rows('equal', 3), path: '$.x' } })], ['warnings.extra', 'path']],
    ['an unknown slot', 'extra.json', [extra({ id: 'luck.a', slot: 'luck' })], ['luck.a', 'slot']],
    ['an id twice', 'extra.json', [extra({}), extra({})], ['extra.json, warnings.extra', 'two rules have this id']],
    [
      'an unknown fact',
      'extra.json',
      [extra({ when: { fact: 'row', operator: 'lessThan', value: 3 } })],
      ['no fact row', 'Did you mean rows'],
    ],
    ['an unknown condition', 'extra.json', [extra({ when: { condition: 'odd' } })], ['no shared condition odd']],
    [
      'a cycle',
      'conditions.json',
      { a: { condition: 'b' }, b: { not: { condition: 'a' } } },
      ['condition a', 'a -> b -> a'],
    ],
  ])('%s', async (_what, file, content, parts) => {
    await (content === undefined ? rm(join(directory, file)) : write(file, content));
    const error = await failure();
    expect(error.code).toBe('rules_invalid');
    for (const part of parts) expect(error.message).toContain(part);
    expect(error.message.split('\n').length).toBeLessThanOrEqual(12);
  });

  it('lists everything at once, the message the first few', async () => {
    await write(
      'extra.json',
      Array.from({ length: 30 }, (_, index) =>
        extra({
          id: `warnings.e${index}`,
          when: rows('lessThan', 'x'),
          recommend: { code: `e${index}`, message: 'a message' },
        }),
      ),
    );
    const error = await failure();
    expect(error.fields['findings']).toHaveLength(30);
    expect(error.message).toContain('30 things are wrong');
    expect(error.message).toContain('and 22 more');
  });
});
