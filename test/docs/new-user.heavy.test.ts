import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { kerasPython, runPython } from '../export/python.js';
import { openBrowser } from '../http/browser.js';
import { compile } from '../sdk/published.js';
import { freePort, pageText, root } from './place.js';

/** The way of somebody new: from a clone to a trained network and a decision that is explained, with what README says and nothing else. */

const run = promisify(execFile);
const minutes = 60_000;
const place = mkdtempSync(join(tmpdir(), 'sextant-new-user-'));
const clone = join(place, 'sextant');
const at = { cwd: clone, maxBuffer: 64 * 1024 * 1024 };
const program = [join(clone, 'dist/cli/main.js')];
let server: ChildProcess | undefined;
let url = '';

/** What a page has in its first block of a kind beneath a heading, for the service and the time of this test. */
const blockOf = (kind: string, heading: string): string => {
  const text = pageText('README.md');
  const [, code = ''] = new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(text.slice(text.indexOf(heading))) ?? [];
  return code.replaceAll('http://127.0.0.1:8787', url).replace(/(budgetSeconds: |budget_seconds=)\d+/, '$15');
};

/** A folder of somebody else's, with a table whose target is called as in README. */
function project(name: string): string {
  const folder = join(place, name);
  mkdirSync(folder);
  const [head = '', ...rows] = pageText('examples/data/diabetes.csv').split('\n');
  writeFileSync(join(folder, 'data.csv'), [head.replace('outcome', 'y'), ...rows].join('\n'));
  return folder;
}

beforeAll(async () => {
  await run('git', ['clone', '--quiet', root, clone]);
  const { stdout } = await run('npm', ['run', 'quickstart'], at);
  expect(stdout).toMatch(/^rec_\S+, rule set built-in /m);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, [...program, 'serve', '--port', String(port)], { cwd: clone, stdio: 'ignore' });
  await vi.waitUntil(
    () =>
      fetch(`${url}/health/ready`)
        .then(({ ok }) => ok)
        .catch(() => false),
    { timeout: minutes },
  );
}, 10 * minutes);
afterAll(async () => {
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server?.kill('SIGTERM');
  await ended;
  rmSync(place, { recursive: true, force: true });
});

describe('somebody new', () => {
  it('gets a recommendation on a page', { timeout: 3 * minutes }, async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(url);
      await page.getByLabel(/^CSV/).setInputFiles(join(clone, 'examples/data/diabetes.csv'));
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByLabel('Column that the network shall predict').selectOption('outcome');
      await page.getByLabel('Time of the probe').selectOption('10');
      await page.getByRole('button', { name: 'Recommend' }).click();
      await page.waitForURL(/\/probes\/prb_/);
      await page.getByRole('link', { name: 'The recommendation with its verdicts' }).click({ timeout: minutes });
      await page.waitForURL(/\/recommendations\/rec_/);
      expect(await page.locator('main').textContent()).toContain('768 rows');
    } finally {
      await browser.close();
    }
  });

  it('calls the service from a TypeScript project', { timeout: 3 * minutes }, async () => {
    const folder = project('typescript');
    const { stdout } = await run(
      'npm',
      ['run', '--silent', 'pack:sdk', '--', '--json', '--pack-destination', folder],
      at,
    );
    const [{ filename = '' } = {}] = JSON.parse(stdout) as { filename?: string }[];
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
    await run('npm', ['install', '--no-audit', '--no-fund', `./${filename}`], { cwd: folder });
    writeFileSync(join(folder, 'own.ts'), blockOf('ts', '**TypeScript'));
    expect(compile(join(folder, 'own.ts'), 'Node')).toBe('');
    const { stdout: said } = await run(process.execPath, ['own.js'], { cwd: folder });
    expect(said).toMatch(/^\w+ 0\.\d+$/m);
  });

  it('calls it from a Python project', { timeout: 10 * minutes }, async () => {
    const folder = project('python');
    await run('python3', ['-m', 'venv', 'venv'], { cwd: folder });
    const python = join(folder, 'venv/bin/python');
    await run(python, ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '-w', folder, join(clone, 'sdk/python')]);
    const [wheel = ''] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
    await run(python, ['-m', 'pip', 'install', '--quiet', `${wheel}[pandas]`], { cwd: folder });
    writeFileSync(join(folder, 'own.py'), blockOf('python', '**Python'));
    const { stdout } = await run(python, ['own.py'], { cwd: folder });
    expect(stdout).toMatch(/^\w+ 0\.\d+$/m);
  });

  it('trains the program for Keras that the first run wrote', { timeout: 10 * minutes }, async () => {
    const { status, output } = runPython(await kerasPython(), ['sextant-out/train_keras.py'], clone);
    expect(status, output).toBe(0);
    expect(Number(/^accuracy (\S+)$/m.exec(output)?.[1]), output).toBeGreaterThan(0.65);
  });

  it('has the decision explained, while the server holds the record', { timeout: minutes }, async () => {
    const { id } = JSON.parse(readFileSync(join(clone, 'sextant-out/recommendation.json'), 'utf8')) as { id: string };
    const { stdout } = await run(process.execPath, [...program, 'explain', id], at);
    expect(stdout).toContain('task.two-values');
    expect(stdout).toMatch(/two hidden layers/i);
  });
});
