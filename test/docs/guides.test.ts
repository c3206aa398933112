import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPostgresAvailable, type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { emptyPlace, freePort, pageText, root, runShell } from './place.js';

/** A folder with what a page speaks of, and `sextant` on the path. */
function newPlace(): string {
  const place = emptyPlace();
  const diabetes = pageText('examples/data/diabetes.csv');
  for (const name of ['diabetes.csv', 'train.csv']) writeFileSync(join(place, name), diabetes);
  const unlabelled = diabetes
    .split('\n')
    .slice(0, 12)
    .map((line) => line.split(',').slice(0, -1).join(','));
  writeFileSync(join(place, 'new.csv'), `${unlabelled.join('\n')}\n`);
  // What a page has installed.
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  return place;
}

/** Everything in the page that is a command, in order, in one shell that ends at the first failure. */
async function runPage(path: string, env: Readonly<Record<string, string>> = {}) {
  const blocks = [...pageText(path).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const place = newPlace();
  const commands = `${blocks.join('\n')}\nwait`.replaceAll('8787', String(await freePort()));
  return { ...(await runShell(place, commands, env)), place };
}

describe('the guides', () => {
  it('docs/tutorial.md does what it says', { timeout: 300_000 }, async () => {
    const { status, stdout, stderr } = await runPage('docs/tutorial.md');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('p:tested_negative,p:tested_positive');
    expect(stdout).toContain('hiddenUnits is ');
    expect(stdout).toMatch(/\nadam\n/);
  });

  it('docs/how-to/ci-gate.md does', { timeout: 300_000 }, async () => {
    const { status, stdout, stderr } = await runPage('docs/how-to/ci-gate.md');
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/logLoss 0\.\d+ against 0\.\d+ of the constant predictor/);
  });

  it('docs/how-to/model-in-javascript.md does, and predicts as Sextant does', { timeout: 300_000 }, async () => {
    const { status, stdout, stderr, place } = await runPage('docs/how-to/model-in-javascript.md');
    expect(status, stderr).toBe(0);
    const said = stdout.trimEnd().split('\n').slice(-11);
    const run = promisify(execFile);
    await run(join(place, 'sextant'), ['predict', 'result', 'new.csv', '--predictions', 'p.csv'], { cwd: place });
    const [head = '', ...lines] = readFileSync(join(place, 'p.csv'), 'utf8').trimEnd().split('\r\n');
    const labels = head.split(',').map((name) => name.replace('p:', ''));
    const predicted = lines.map((line) => {
      const shares = line.split(',').map(Number);
      const label = labels[shares.indexOf(Math.max(...shares))];
      return [label, ...shares.map((share) => share.toFixed(3))].join(' ');
    });
    expect(said).toEqual(predicted);
  });

  it('docs/how-to/own-rules.md does', { timeout: 300_000 }, async () => {
    const { status, stdout, stderr } = await runPage('docs/how-to/own-rules.md');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('[optimizer.house-nesterov]');
    expect(stdout).toContain('added: optimizer.house-nesterov');
    expect(stdout).toMatch(/our rules 1\.0\.0 decides from now on: dec_/);
  });
});

describe.runIf(isPostgresAvailable)('the guide for several machines', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('docs/how-to/scale-out.md does', { timeout: 300_000 }, async () => {
    const DATABASE_URL = await postgres.createDatabase('scale_out');
    const { status, stdout, stderr } = await runPage('docs/how-to/scale-out.md', { DATABASE_URL });
    expect(status, stderr).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('succeeded');
  });
});
