import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recommendationSchema } from '../../../src/settings/recommendation.js';
import { createDesk, smallCsv } from '../helpers.js';
import { serveFolder } from './servers.js';

const desk = createDesk();
const far = createDesk();
let server: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  mkdirSync(far.dataDirectory);
  server = await serveFolder(far.dataDirectory);
});
afterAll(() => server.stop());

const there = (...words: string[]): string[] => [...words, '--url', server.url];
const short = ['--set', 'foldRepeats=1', '--set', 'epochs=40'];
const datasetsSchema = z.object({ data: z.array(z.object({ name: z.string() })) });
const datasets = async () => datasetsSchema.parse(await (await fetch(`${server.url}/v1/datasets`)).json()).data;

describe('recommend through a server', () => {
  it('uploads, follows the probe and writes what came of it', async () => {
    const file = desk.write('data.csv', smallCsv(80));
    const out = join(desk.folder, 'result');
    const { code, stdout, stderr } = await desk.sextant(
      there('recommend', file, '-t', 'y', '--trials', '3', '--seed', '7', ...short, '--out', out),
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/^(probe|final) \d+%/m);
    expect(stdout).toContain('report.html');
    expect(stdout).toContain(`${server.url}/v1/recommendations/rec_`);
    const [, address = ''] = /programs +not written: GET (\S+)\/\{format\} gives one/.exec(stdout) ?? [];
    expect(await (await fetch(`${address}/keras`)).text()).toContain('import keras');
    expect(stdout).toMatch(/model +not written: it stays with the server/);
    expect(stdout).not.toContain('--test');
    expect(readFileSync(join(out, 'report.html'), 'utf8')).not.toContain('--test');
    const [id = ''] = /rec_[-0-9a-f]+/.exec(stdout) ?? [];
    const report = await fetch(`${server.url}/v1/recommendations/${id}/report`, {
      headers: { accept: 'text/markdown' },
    });
    const text = await report.text();
    expect(text).toContain('## What to do next');
    expect(text).not.toContain('--test');
    const predicted = await desk.sextant(['predict', out, file, '--predictions', join(desk.folder, 'p.csv')]);
    expect(predicted.code).toBe(2);
    expect(predicted.stderr).toContain('has a recommendation and no model');
    expect(predicted.stderr).toMatch(/POST \/v1\/recommendations\/rec_\S+\/predictions \(operation predict\)/);
    mkdirSync(join(desk.folder, 'broken'));
    const broken = desk.write('broken/recommendation.json', '{');
    const unread = await desk.sextant(['predict', dirname(broken), file, '--predictions', join(desk.folder, 'p.csv')]);
    expect(unread).toMatchObject({ code: 2, stderr: expect.stringContaining('no model') as string });
    const recommendation = recommendationSchema.parse(
      JSON.parse(readFileSync(join(out, 'recommendation.json'), 'utf8')),
    );
    expect(recommendation.probe).toMatchObject({ status: 'succeeded', seed: 7, trialsLimit: 3 });
    expect(recommendation.settings.epochs).toBe(40);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('data.csv: y');
    expect(readFileSync(join(out, 'rules.html'), 'utf8')).toContain('<html');
    const inMarkdown = ['--trials', '1', ...short, '--format', 'md'];
    const printed = await desk.sextant(there('recommend', file, '-t', 'y', ...inMarkdown));
    expect(printed.stdout).toContain('## What to do next');
    expect(printed.stdout).not.toContain('--test');
    // The same trials with the same seed are what this machine finds by itself.
    const here = await desk.sextant(['recommend', file, '-t', 'y', '--trials', '3', '--seed', '7', ...short, '--json']);
    const own = recommendationSchema.parse(JSON.parse(here.stdout));
    expect(recommendation.settings).toEqual(own.settings);
    expect(recommendation.probe?.score).toEqual(own.probe?.score);
  });

  it('sends a file once', async () => {
    const file = desk.write('data.csv', smallCsv(80));
    const { code, stdout } = await desk.sextant(there('recommend', file, '-t', 'y', '--no-probe', '--json'));
    expect(code).toBe(0);
    expect(recommendationSchema.parse(JSON.parse(stdout)).probe).toBeUndefined();
    expect((await datasets()).map(({ name }) => name)).toEqual(['data.csv']);
  });

  it('leaves no model and no program of an earlier run beside its answer', async () => {
    const file = desk.write('data.csv', smallCsv(80));
    const out = join(desk.folder, 'both');
    const asked = ['recommend', file, '-t', 'y', '--no-probe', '--set', 'epochs=2', '--out', out];
    await desk.sextant(asked);
    expect(readdirSync(out)).toEqual(expect.arrayContaining(['model', 'train_keras.py']));
    writeFileSync(join(out, 'train_tfjs.mjs'), 'of somebody else');
    expect((await desk.sextant(there(...asked))).code).toBe(0);
    const left = ['recommendation.json', 'report.html', 'rules.html', 'train_tfjs.mjs'];
    expect(readdirSync(out).toSorted()).toEqual(left);
    const predicted = await desk.sextant(['predict', out, file, '--predictions', join(desk.folder, 'p.csv')]);
    expect(predicted.stderr).toContain('has a recommendation and no model');
  });

  it('names the column of weights too', async () => {
    const lines = Array.from({ length: 80 }, (_, row) => `${row % 10},${1 + (row % 3)},${Number(row % 10 > 4)}`);
    const file = desk.write('weighed.csv', `x,w,y\n${lines.join('\n')}\n`);
    const { stdout } = await desk.sextant(
      there('recommend', file, '-t', 'y', '--weight', 'w', '--trials', '1', ...short, '--json'),
    );
    const { profile, probe } = recommendationSchema.parse(JSON.parse(stdout));
    expect([profile.weighted, profile.columns.numeric, probe?.status]).toEqual([true, 1, 'succeeded']);
  });

  it('sends what comes through a pipe whole', async () => {
    const file = join(desk.folder, 'piped.csv');
    execFileSync('mkfifo', [file]);
    const running = desk.sextant(there('recommend', file, '-t', 'y', '--no-probe', '--json'));
    await writeFile(file, smallCsv(80));
    const { profile } = recommendationSchema.parse(JSON.parse((await running).stdout));
    expect(profile).toMatchObject({ rows: 80, columns: { numeric: 2 } });
    expect((await datasets()).map(({ name }) => name)).toContain('piped.csv');
  });

  it('ends the probe at Ctrl-C and prints what is known', async () => {
    const file = desk.write('data.csv', smallCsv(200));
    const stopping = new AbortController();
    const running = desk.sextant(there('recommend', file, '-t', 'y', '--budget', '60s'), {
      signal: stopping.signal,
      onStderr: (text) => {
        if (/probe \d+%.*ladder/.test(text)) stopping.abort();
      },
    });
    const { code, stdout, stderr } = await running;
    expect(code).toBe(130);
    expect(stdout).toContain('Probe cancelled');
    expect(stderr).toContain('Stopped before the end');
  });

  it('says which column is not there, as the server says it', async () => {
    const file = desk.write('data.csv', smallCsv(80));
    const { code, stderr } = await desk.sextant(there('recommend', file, '-t', 'absent'));
    expect(code).toBe(2);
    expect(stderr).toContain('absent');
    const none = await desk.sextant(there('recommend', join(desk.folder, 'none.csv'), '-t', 'y'));
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('none.csv: there is no such file.') });
    expect(existsSync(desk.dataDirectory)).toBe(true);
  });
});

describe('recommend in this process', () => {
  it('leaves the data folder to others while its probe runs', async () => {
    const alone = createDesk();
    const file = alone.write('data.csv', smallCsv(100));
    let other: ReturnType<typeof alone.sextant> | undefined;
    let isDone = false;
    const running = alone
      .sextant(['recommend', file, '-t', 'y', '--trials', '12', ...short], {
        onStderr: () => {
          other ??= alone.sextant(['decisions', '--json']).then((outcome) => {
            expect(isDone).toBe(false);
            return outcome;
          });
        },
      })
      .then((outcome) => {
        isDone = true;
        return outcome;
      });
    expect((await running).code).toBe(0);
    expect(await other).toMatchObject({ code: 0, stdout: '{"decisions":[]}\n' });
  });
});
