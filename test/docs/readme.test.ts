import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectKnown } from './known-command.js';
import { emptyPlace, freePort, pageText, root, runShell } from './place.js';

const page = pageText('README.md');
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({ kind, text }));
const only = (kind: string, part: string): string => {
  const found = blocks.filter((block) => block.kind === kind && block.text.includes(part));
  expect(found, `blocks with ${part}`).toHaveLength(1);
  return found[0]?.text ?? '';
};
const withoutRemark = (line: string): string => line.replace(/\s+# .*$/, '');

/** The lines of "Use it", each command by itself. */
const used = only('', 'sextant completion bash')
  .trimEnd()
  .split('\n')
  .flatMap((line) => withoutRemark(line).split('; '));
const mentioned = [...page.matchAll(/`(sextant [^`]+)`/g)]
  .map(([, text = '']) => text.replace(' ...', ''))
  .filter((text) => !text.includes(' is '));

/** Nothing that takes longer than a few seconds, and nothing that does not end. */
const shortened = (text: string): string =>
  text
    .replace(/--budget \d+[ms]/, '--budget 3s')
    .replace(/--trials \d+/, '--trials 2')
    .replace(/^(sextant recommend \S+ --target y)(?!.*(--budget|--trials|--no-probe))/, '$1 --budget 3s')
    .replaceAll('rec_...', '"$ID"');

const lines = (count: number, cells: (i: number) => readonly (string | number)[]): string =>
  Array.from({ length: count }, (_, i) => `${cells(i).join(',')}\n`).join('');
const kindOf = (i: number): string => ['x', 'z'][i % 2] ?? 'x';
const labelOf = (i: number): string => ((i * 37) % 100 > 45 ? 'yes' : 'no');

/** A folder with the files that README names. */
function newPlace(): string {
  const place = emptyPlace();
  const labelled = (count: number) => `a,b,y\n${lines(count, (i) => [(i * 37) % 100, kindOf(i), labelOf(i)])}`;
  writeFileSync(join(place, 'data.csv'), labelled(120));
  writeFileSync(join(place, 'labelled.csv'), labelled(20));
  writeFileSync(join(place, 'new.csv'), `a,b\n${lines(5, (i) => [(i * 11) % 100, kindOf(i)])}`);
  writeFileSync(join(place, 'profile.json'), only('json', '"rows"'));
  cpSync(join(root, 'examples/rules'), join(place, 'my-rules'), { recursive: true });
  return place;
}

describe('the commands of README', () => {
  it.each([...new Set([...used, ...mentioned])])('are known to the program: %s', (text) => {
    expectKnown(text);
  });

  it('do what "Use it" says, in that order', { timeout: 300_000 }, async () => {
    const commands = used.filter((text) => text !== 'sextant serve').map(shortened);
    const id = `ID=$(node -p "require('./result/recommendation.json').id")`;
    const script = commands.flatMap((text, index) => [`echo "$ ${index}" >&2`, text, ...(index === 0 ? [id] : [])]);
    const { status, stdout, stderr } = await runShell(newPlace(), script.join('\n'));
    expect(status, stderr.slice(-2000)).toBe(0);
    expect(stdout).toMatch(/[Oo]ptimizer/);
    expect(stdout).toMatch(/sx_[\w-]{43}[\s\S]*sx_[\w-]{43}/);
  });

  it('are scripts of package.json where they are for npm', () => {
    const { scripts } = JSON.parse(pageText('package.json')) as { scripts: Record<string, string> };
    const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('the library block of README', () => {
  it('compiles, and runs', { timeout: 300_000 }, async () => {
    const place = newPlace();
    mkdirSync(join(place, 'node_modules'));
    symlinkSync(root, join(place, 'node_modules/sextant'));
    symlinkSync(join(root, 'node_modules/@types'), join(place, 'node_modules/@types'));
    const text = only('ts', "from 'sextant'").replace(/budgetSeconds: \d+/, 'budgetSeconds: 3');
    writeFileSync(join(place, 'library.mts'), text);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--skipLibCheck', '--types', 'node'];
    const compiled = spawnSync(process.execPath, [tsc, ...options, 'library.mts'], { cwd: place, encoding: 'utf8' });
    expect(compiled.status, compiled.stdout).toBe(0);
    const { status, stdout, stderr } = await runShell(place, 'node library.mjs\nhead -1 out.csv');
    expect(status, stderr).toBe(0);
    const [, score] = /^adam\w* (\S+)$/m.exec(stdout) ?? [];
    expect(Number(score), stdout).toBeGreaterThanOrEqual(0);
    expect(stdout).toContain('p:no,p:yes');
  });
});

describe('the blocks with curl of README', () => {
  const curls = blocks
    .filter(({ text }) => text.startsWith('curl '))
    .flatMap(({ text }) => text.trimEnd().split(/\n(?=curl )/));
  let answers: unknown[] = [];

  beforeAll(async () => {
    const port = await freePort();
    const script = curls.flatMap((text, index) => [
      text
        .replace('curl -s', 'curl -s --fail-with-body')
        .replaceAll('8787', String(port))
        .replace(/"budgetSeconds": \d+/, '"budgetSeconds": 3')
        .replace('dst_...', `'"$DST"'`)
        .replace('rec_...', '"$REC"')
        .concat(` > answer-${index}.json`),
      `cat answer-${index}.json; echo`,
      `ID=$(node -p "require('./answer-${index}.json').id")`,
      'case $ID in dst_*) DST=$ID;; rec_*) REC=$ID;; esac',
    ]);
    const ready = `sextant serve --port ${port} > server.log &\nuntil curl -fs http://127.0.0.1:${port}/health/ready > ready.json; do sleep 0.2; done`;
    const { status, stdout, stderr } = await runShell(newPlace(), `${ready}\n${script.join('\n')}`);
    expect(status, `${stdout}${stderr}`).toBe(0);
    answers = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  }, 120_000);

  it('are answered as the text says', () => {
    expect(answers).toHaveLength(4);
    const [advised, dataset, probed, predicted] = answers;
    expect(advised).toMatchObject({ id: expect.stringMatching(/^rec_/), settings: { optimizer: 'adam' } });
    expect(dataset).toMatchObject({ id: expect.stringMatching(/^dst_/) });
    expect(probed).toMatchObject({
      advice: expect.arrayContaining([expect.objectContaining({ verdict: expect.anything() })]),
    });
    expect(predicted).toMatchObject({ data: [{ prediction: expect.stringMatching(/^(yes|no)$/) }] });
  });
});
