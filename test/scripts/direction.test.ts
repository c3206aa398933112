import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDirection } from '../../scripts/checks/direction.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sextant-direction-'));
  put('node_modules/json-rules-engine/package.json', '{ "name": "json-rules-engine", "main": "index.js" }');
  put('node_modules/json-rules-engine/index.js', '');
  const exports = { '.': './index.js', './jsx': './dist/jsx/index.js' };
  put('node_modules/hono/package.json', JSON.stringify({ name: 'hono', exports }));
  put('node_modules/hono/index.js', '');
  put('node_modules/hono/dist/jsx/index.js', '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Writes a module that imports another, which is written empty, and returns the rules that this breaks. */
async function rulesBroken(from: string, to: string, statement = 'import'): Promise<string[]> {
  const target = to.startsWith('src/')
    ? `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.ts$/, '.js')}`
    : to;
  if (to.startsWith('src/')) put(to, 'export const value = 1;');
  put(
    from,
    statement === 'import'
      ? `import { value } from '${target}';\nexport const used = value;`
      : `${statement} '${target}';`,
  );
  const { modules, violations } = await checkDirection(root);
  expect(modules).toBeGreaterThan(0);
  for (const { advice } of violations) expect(advice).not.toBe('');
  return violations.map(({ rule }) => rule).filter((rule) => rule !== 'nothing-unresolved');
}

describe('upward imports', () => {
  it.each([
    ['src/profile/a.ts', 'src/decide/b.ts', 'direction-facts-and-vocabulary'],
    ['src/settings/a.ts', 'src/advise/b.ts', 'direction-facts-and-vocabulary'],
    ['src/store/a.ts', 'src/audit/b.ts', 'direction-store'],
    ['src/advise/a.ts', 'src/decide/b.ts', 'direction-stages'],
    ['src/report/a.ts', 'src/http/b.ts', 'direction-verbs'],
    ['src/http/a.ts', 'src/compose.ts', 'direction-doors'],
    ['src/cli/recommend.ts', 'src/compose.ts', 'direction-doors'],
    ['src/clock.ts', 'src/profile/b.ts', 'direction-leaves'],
  ])('%s -> %s breaks %s', async (from, to, rule) => expect(await rulesBroken(from, to)).toEqual([rule]));

  it('of types alone count too', async () =>
    expect(await rulesBroken('src/profile/a.ts', 'src/decide/b.ts', 'export type { value } from')).toEqual([
      'direction-facts-and-vocabulary',
    ]));
});

describe('other rules', () => {
  it.each([
    ['src/refine/a.ts', 'src/probe/b.ts', 'stages-apart-refine'],
    ['src/advise/a.ts', 'src/prepare/b.ts', 'stages-apart-advise'],
    ['src/http/a.ts', 'src/store/b.ts', 'store-has-three-callers'],
    ['src/decide/a.ts', 'json-rules-engine', 'one-door-advise'],
    ['src/store/a.ts', '@tensorflow/tfjs-core', 'one-door-probe'],
    ['src/report/a.ts', 'postgres', 'one-door-store'],
    ['src/report/a.tsx', 'hono', 'one-door-http'],
    ['src/http/a.tsx', 'hono/jsx', 'one-door-components'],
  ])('%s -> %s breaks %s', async (from, to, rule) => expect(await rulesBroken(from, to)).toEqual([rule]));

  it('a cycle is seen', async () => {
    put('src/profile/a.ts', "import './b.js';");
    put('src/profile/b.ts', "import './a.js';");
    const { violations } = await checkDirection(root);
    expect(violations.map(({ rule }) => rule)).toContain('no-cycles');
  });
});

describe('what the architecture allows passes', () => {
  it.each([
    ['src/decide/a.ts', 'src/store/b.ts'],
    ['src/decide/a.ts', 'src/clock.ts'],
    ['src/cli/main.ts', 'src/compose.ts'],
    ['src/compose.ts', 'src/http/b.ts'],
    ['src/index.ts', 'src/compose.ts'],
    ['src/clock.ts', 'src/errors.ts'],
    ['src/advise/a.ts', 'json-rules-engine'],
    ['src/store/a.ts', 'postgres'],
    ['src/report/a.tsx', 'hono/jsx'],
  ])('%s -> %s', async (from, to) => expect(await rulesBroken(from, to)).toEqual([]));
});

it('a folder without modules is told from a clean one', async () => {
  mkdirSync(join(root, 'src'));
  expect((await checkDirection(root)).modules).toBe(0);
});
