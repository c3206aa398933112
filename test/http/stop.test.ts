import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, describe, it } from 'vitest';
import { temporaryFolder } from '../store/backends.js';
import { post, smallest } from './helpers.js';
import { type Running, serveAlone, start } from './processes.js';
import { adviseRows, ask, getProbe, uploadRows } from './service-client.js';

/** All of a stop, as `docs/operations.md` has it. */
const MOST_STOP_MS = 10_000;

const placesIn = (text: string): [attempt: number, sequence: number][] =>
  [...text.matchAll(/^id: (\d+)\.(\d+)$/gm)].map(([, attempt, sequence]) => [Number(attempt), Number(sequence)]);

const isAfter = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean =>
  a > c || (a === c && b > d);

// At the same time: one of them does little but wait.
describe.concurrent('SIGTERM', () => {
  const folders: string[] = [];
  const running: Running[] = [];
  const begin = async (words: readonly string[], dataDirectory: string): Promise<Running> => {
    const one = await start(words, { dataDirectory });
    running.push(one);
    return one;
  };
  const newFolder = (): string => {
    const folder = temporaryFolder();
    folders.push(folder);
    return folder;
  };
  afterAll(async () => {
    await Promise.all(running.filter(({ hasEnded }) => !hasEnded()).map(({ end }) => end('SIGKILL')));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('ends a server within ten seconds while a probe runs and is followed; the next one carries it out, and its events go on', {
    timeout: 180_000,
  }, async ({ expect }) => {
    const folder = newFolder();
    const words = ['serve', '--port', '0'];
    const first = await begin(words, folder);
    const dataset = await uploadRows(first.url);
    const { probe } = await adviseRows(first.url, dataset, { budgetSeconds: 20 });
    const { body } = await fetch(`${first.url}/v1/probes/${probe}/events`);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    // To the end, or as far as it is to be read.
    const readUntil = async (isEnough: () => boolean): Promise<void> => {
      for (;;) {
        const piece = await reader?.read();
        said += piece?.value ?? '';
        if (piece?.done !== false || isEnough()) return;
      }
    };
    await readUntil(() => placesIn(said).length > 0);
    const asked = performance.now();
    expect(await first.end('SIGTERM')).toBe(0);
    expect(performance.now() - asked).toBeLessThan(MOST_STOP_MS);
    await readUntil(() => false);
    const before = placesIn(said);
    expect(before.length).toBeGreaterThan(0);
    expect(before.every(([attempt]) => attempt === 1)).toBe(true);

    const second = await begin(words, folder);
    const rest = await (
      await fetch(`${second.url}/v1/probes/${probe}/events`, {
        headers: { 'Last-Event-ID': before.at(-1)?.join('.') ?? '' },
      })
    ).text();
    expect((await getProbe(second.url, probe)).status).toBe('succeeded');
    const after = placesIn(rest);
    expect(new Set(after.map(([attempt]) => attempt))).toContain(2);
    const all = [...before, ...after];
    all.slice(1).forEach((place, i) => expect(isAfter(place, all[i] ?? [0, 0]), place.join('.')).toBe(true));
    expect(await second.end('SIGTERM')).toBe(0);
  });

  it('signs what was put on record last', { timeout: 60_000 }, async ({ expect }) => {
    const folder = newFolder();
    const server = await begin(serveAlone, folder);
    const asked = await ask(`${server.url}/v1/recommendations`, post(smallest));
    expect(asked.status).toBe(201);
    // Sooner than a note is due by itself.
    expect(await server.end('SIGTERM')).toBe(0);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['dist/cli/main.js', 'audit', 'verify', '--workspace', 'default', '--json', '--data-dir', folder],
      { env: { ...process.env, DATABASE_URL: '' } },
    );
    expect(JSON.parse(stdout)).toMatchObject({ intact: true, entries: 1, unwitnessed: 0 });
  });

  it('is waited for by a stream that has a sign of life every fifteen seconds', { timeout: 90_000 }, async ({
    expect,
  }) => {
    const server = await begin(serveAlone, newFolder());
    const dataset = await uploadRows(server.url);
    const { probe } = await adviseRows(server.url, dataset, { trialsLimit: 1 });
    const { body } = await fetch(`${server.url}/v1/probes/${probe}/events`);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    await expect
      .poll(
        async () => {
          said += (await reader?.read())?.value ?? '';
          return said;
        },
        { timeout: 60_000 },
      )
      .toMatch(/: still there\n\n[^]*: still there\n\n/);
    await reader?.cancel();
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
