import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countLine, countTests, isGreen } from '../../scripts/checks/counts.mjs';
import { entryFor, findDropped, findResolved, mend } from '../../scripts/checks/lockfile.mjs';
import { findBreaches, limits } from '../../scripts/checks/size.mjs';
import { findDifferences, findLeftovers, generateAll, generatedFolders } from '../../scripts/generate.mjs';

describe('counts of a test run', () => {
  const module = (moduleState: string, testStates: string[]) => ({
    state: () => moduleState,
    children: { allTests: () => testStates.map((state) => ({ result: () => ({ state }) })) },
  });

  it('are summed over files', () => {
    const modules = [module('passed', ['passed', 'skipped']), module('failed', ['failed', 'failed', 'passed'])];
    expect(countTests(modules, 0)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  it('count a file that did not load, a test without a result and an error outside as failed', () => {
    expect(countTests([module('failed', [])], 0).failed).toBe(1);
    expect(countTests([module('pending', ['passed', 'pending'])], 0)).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(countTests([module('passed', ['passed'])], 1).failed).toBe(1);
  });

  it('print as a plain line', () => {
    expect(countLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(countLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
  });

  it('are green only when something passed and nothing failed', () => {
    expect(isGreen({ passed: 1, failed: 0, skipped: 5 })).toBe(true);
    expect(isGreen({ passed: 1, failed: 1, skipped: 0 })).toBe(false);
    expect(isGreen({ passed: 0, failed: 0, skipped: 5 })).toBe(false);
  });
});

describe('size budget', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, line) => `  use(${line});`).join('\n');

  it('accepts what keeps it', () => expect(findBreaches('src/a.ts', `function f() {\n${lines(58)}\n}\n`)).toEqual([]));

  it.each([
    ['a long file', `${'// line\n'.repeat(limits.fileLines + 1)}`, 'src/a.ts: 401 lines'],
    ['a long function', `\nfunction f() {\n${lines(59)}\n}`, 'src/a.ts:2: function of 61 lines'],
    ['a long arrow function', `const f = () => {\n${lines(60)}\n};`, 'src/a.ts:1: function of 62 lines'],
    ['five parameters', 'const f = (a, b, c, d, e) => a;', '5 parameters'],
    ['any as a type', 'const a: any = 1;', 'src/a.ts:1: any'],
    ['any inside a cast', '\nconst a = [1 as any];', 'src/a.ts:2: any'],
  ])('finds %s', (_, text, message) => {
    expect(findBreaches('src/a.ts', text).join('\n')).toContain(message);
  });

  it('does not mistake a word for the type', () =>
    expect(findBreaches('src/a.ts', "// any\nconst any = 'any';")).toEqual([]));
});

describe('lock file', () => {
  const parent = { version: '1.0.0', dev: true, optionalDependencies: { '@a/b-linux-arm64-musl': '1.2.3' } };

  it('names no server', () => {
    const packages = { 'node_modules/a': { resolved: 'https://registry.example/a.tgz' }, 'node_modules/b': {} };
    expect(findResolved({ packages })).toEqual(['node_modules/a']);
  });

  it('lists the packages of other platforms, wherever Node would find them', () => {
    const found = { version: '1.2.3' };
    const path = 'node_modules/x/node_modules/parent';
    expect(findDropped({ packages: { [path]: parent } })).toMatchObject([{ name: '@a/b-linux-arm64-musl' }]);
    for (const folder of ['', 'node_modules/x/', `${path}/`]) {
      const packages = { [path]: parent, [`${folder}node_modules/@a/b-linux-arm64-musl`]: found };
      expect(findDropped({ packages })).toEqual([]);
    }
  });

  it('is mended by what the name of the package tells', () => {
    const lock = { packages: { 'node_modules/parent': parent } };
    expect(mend(lock)).toEqual([]);
    expect(lock.packages).toMatchObject({
      'node_modules/@a/b-linux-arm64-musl': {
        version: '1.2.3',
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['musl'],
        optional: true,
        dev: true,
      },
    });
    expect(findDropped(lock)).toEqual([]);
  });

  it('is mended for WebAssembly, which has no operating system', () =>
    expect(entryFor({ name: '@a/b-wasm32-wasi', version: '1.2.3', dev: true })).toEqual({
      version: '1.2.3',
      cpu: ['wasm32'],
      optional: true,
      dev: true,
    }));

  it('is not mended by a guess', () => {
    expect(entryFor({ name: 'fsevents', version: '2.3.3', dev: false })).toBeUndefined();
    expect(entryFor({ name: 'a-linux-x64', version: '^1.0.0', dev: false })).toBeUndefined();
  });
});

describe('generated files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-generate-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are those of every generator, and a byte of difference is seen', async () => {
    writeFileSync(join(folder, 'one.mjs'), "export const files = async () => ({ 'one.txt': '1' });");
    writeFileSync(join(folder, 'two.mjs'), "export const files = async () => ({ 'two.txt': '2', 'three.txt': '3' });");
    const files = await generateAll(folder);
    expect(files).toEqual({ 'one.txt': '1', 'two.txt': '2', 'three.txt': '3' });
    writeFileSync(join(folder, 'one.txt'), '1');
    writeFileSync(join(folder, 'two.txt'), '2\n');
    expect(findDifferences(files, folder)).toEqual(['two.txt', 'three.txt']);
  });

  it('have one generator each', async () => {
    for (const name of ['a.mjs', 'b.mjs'])
      writeFileSync(join(folder, name), "export const files = async () => ({ 'same.txt': '' });");
    await expect(generateAll(folder)).rejects.toThrow('b.mjs: same.txt');
  });

  it('are alone in the folders that a generator names', async () => {
    const text =
      "export const folders = ['made', 'absent']; export const files = async () => ({ 'made/one.txt': '1' });";
    writeFileSync(join(folder, 'one.mjs'), text);
    writeFileSync(join(folder, 'two.mjs'), 'export const files = async () => ({});');
    mkdirSync(join(folder, 'made/in/__pycache__'), { recursive: true });
    for (const name of ['one.txt', 'old.txt', 'in/older.txt', 'in/__pycache__/one.pyc'])
      writeFileSync(join(folder, 'made', name), '1');
    const folders = await generatedFolders(folder);
    expect(folders).toEqual(['made', 'absent']);
    expect(findLeftovers(await generateAll(folder), folders, folder)).toEqual(['made/in/older.txt', 'made/old.txt']);
  });

  it('are none where there is no generator', async () => expect(await generateAll(join(folder, 'absent'))).toEqual({}));
});
