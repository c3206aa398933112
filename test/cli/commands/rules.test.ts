import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/advise/schema.js';
import { rulesDirectory } from '../../advise/built-in.js';
import { createDesk } from '../helpers.js';

const desk = createDesk();

/** A copy of the built-in rules with one file changed. */
function copyWith(name: string, file: string, change: (content: Rule[]) => unknown): string {
  const folder = join(desk.folder, name);
  cpSync(rulesDirectory, folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Rule[])));
  return folder;
}

const unchanged = copyWith('unchanged', 'validation.json', (rules) => rules);
const gapped = copyWith('gapped', 'validation.json', (rules) => rules.filter(({ id }) => id !== 'foldKind.default'));
const higher = copyWith('higher', 'regularization.json', (rules) =>
  rules.map((rule) => (rule.id === 'dropout.tables' ? { ...rule, recommend: 0.4 } : rule)),
);
const wrongCase = copyWith('wrong case', 'regularization.test.json', ([first, ...others]) => [
  { ...first, expect: { dropout: 0.9 } },
  ...others,
]);

describe('rules lint', () => {
  it('finds nothing in the built-in rules', async () => {
    const { code, stdout } = await desk.sextant(['rules', 'lint']);
    expect(stdout).toMatch(/^built-in \d+\.\d+\.\d+, \d+ rules: nothing is wrong\n$/);
    expect(code).toBe(0);
    expect((await desk.sextant(['rules', 'lint', unchanged])).code).toBe(0);
  });

  it('names the slot, what to do and a profile, and ends with 2', async () => {
    const { code, stdout } = await desk.sextant(['rules', 'lint', gapped]);
    expect(stdout).toContain('gap: no rule decides foldKind. Add a rule for foldKind');
    expect(stdout).toContain('"rows"');
    expect(stdout).toContain('1 found');
    expect(code).toBe(2);
    const { stdout: json } = await desk.sextant(['rules', 'lint', gapped, '--json']);
    expect(JSON.parse(json)).toMatchObject({ findings: [{ kind: 'gap', witness: { profile: {} } }] });
  });

  it('tells a folder that is none', async () => {
    const { code, stderr } = await desk.sextant(['rules', 'lint', join(desk.folder, 'absent')]);
    expect(stderr).toContain('absent cannot be read');
    expect(code).toBe(2);
  });
});

describe('rules test', () => {
  it('passes for the built-in rules', async () => {
    const { code, stdout } = await desk.sextant(['rules', 'test']);
    expect(stdout).toMatch(/^\d+ passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it('tells the file, the case, what was expected and what came out', async () => {
    const { code, stdout } = await desk.sextant(['rules', 'test', wrongCase]);
    expect(stdout).toContain('regularization.test.json: a small table of classes');
    expect(stdout).toContain('dropout: expected 0.9, came out as 0.1');
    expect(stdout).toMatch(/ passed, 1 failed\n$/);
    expect(code).toBe(2);
  });

  it('with --coverage tells what no case sees', async () => {
    const folder = copyWith('uncovered', 'validation.test.json', (cases) =>
      cases.filter((one) => !JSON.stringify(one).includes('maxLatencyMs')),
    );
    const { code, stdout } = await desk.sextant(['rules', 'test', folder, '--coverage']);
    expect(stdout).toContain('finalModel.limited/any/1: no case sees this comparison true');
    expect(stdout).toContain('comparisons seen true and false: 99 %');
    expect(stdout).toContain('changes noticed: 100 %');
    expect(code).toBe(2);
  });
});

describe('rules diff', () => {
  it('tells which rules differ and for example where', async () => {
    const { code, stdout } = await desk.sextant(['rules', 'diff', 'built-in', higher]);
    expect(stdout).toContain('changed: dropout.tables');
    expect(stdout).toMatch(
      /dropout: 0\.15 \(dropout\.tables\) -> 0\.4 \(dropout\.tables\), for example where .*rows 1,?\d+/,
    );
    expect(code).toBe(0);
    expect((await desk.sextant(['rules', 'diff', 'built-in', 'built-in'])).stdout).toBe('no difference\n');
  });
});

describe('rules docs and show', () => {
  it('print the catalogue that is kept in docs, and one rule of it', async () => {
    const { stdout } = await desk.sextant(['rules', 'docs']);
    expect(stdout).toBe(readFileSync(join(rulesDirectory, '../docs/rules.md'), 'utf8'));
    const { stdout: one } = await desk.sextant(['rules', 'show', 'loss.binary']);
    expect(stdout).toContain(one.trim());
    expect(JSON.parse((await desk.sextant(['rules', 'show', 'loss.binary', '--json'])).stdout)).toMatchObject({
      recommend: 'binaryCrossentropy',
    });
  });

  it('suggest a near name', async () => {
    const { code, stderr } = await desk.sextant(['rules', 'show', 'loss.binry']);
    expect(stderr).toContain('loss.binary');
    expect(code).toBe(2);
  });
});
