import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFolderStore } from '../../src/files/folder-store.js';
import { createService, post, serve, smallest } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-slow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { app, logged } = createService({ files: createFolderStore(folder) });
// The store opens before anything is timed.
await app.request('/v1/recommendations');
const patience = { head: 400, body: 800, stall: 400, upload: 10_000 };
const served = await serve(app, { patience });
afterAll(served.stop);

const incoming = (): string[] => {
  const place = join(folder, 'incoming');
  return existsSync(place) ? readdirSync(place) : [];
};

/** Sends a piece at a time until the service ends the connection, or the pieces are over and it answers. */
function trickle(pieces: readonly string[], everyMs: number): Promise<{ heard: string; ms: number }> {
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect(served.port, '127.0.0.1');
    let heard = '';
    let sent = 0;
    const sending = setInterval(() => {
      const piece = pieces[sent++];
      if (piece === undefined) clearInterval(sending);
      else socket.write(piece);
    }, everyMs);
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(sending);
      resolve({ heard, ms: performance.now() - started });
    });
  });
}

const head = (path: string, more: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
const upload = (length: number): string =>
  head('/v1/datasets?name=x.csv', `Content-Type: text/csv\r\nContent-Length: ${length}\r\n`);
const lives = async (): Promise<boolean> => (await fetch(`${served.url}/health/live`)).ok;

describe('a client that is slow', () => {
  it.each([
    ['says nothing', []],
    [
      'sends its head byte by byte',
      ['GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', ...Array<string>(40).fill('a')],
    ],
    [
      'sends a small body byte by byte',
      [
        head('/v1/recommendations', 'Content-Type: application/json\r\nContent-Length: 200\r\n'),
        ...Array<string>(60).fill('x'),
      ],
    ],
    [
      'stops in the middle of a small body',
      [head('/v1/recommendations', 'Content-Type: application/json\r\nContent-Length: 200\r\n'), '{'],
    ],
    ['stops in the middle of an upload', [upload(200), 'a,b\n']],
  ])('and %s is cut', async (_what, pieces) => {
    const { heard, ms } = await trickle(pieces, 50);
    expect(heard).not.toMatch(/^HTTP\/1.1 2/);
    expect(ms).toBeLessThan(2_500);
    expect(await lives()).toBe(true);
    await expect.poll(incoming).toEqual([]);
    expect(logged.join('')).not.toContain('"level":"error"');
  });

  it('may take its time with an upload, as long as something comes', async () => {
    const pieces = Array.from({ length: 20 }, (_, i) => `${i},${i}\n`);
    const length = pieces.join('').length;
    const { heard, ms } = await trickle([upload(length), ...pieces], 100);
    expect(heard).toMatch(/^HTTP\/1.1 201 /);
    expect(ms).toBeGreaterThan(patience.body + patience.stall);
  });

  it('and goes away while its file is read is worked for no further', async () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `${(i * 7919) % 10_007},${i % 2}`);
    const sent = await fetch(`${served.url}/v1/datasets?name=long.csv`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv' },
      body: `a,y\n${rows.join('\n')}`,
    });
    const { id } = z.object({ id: z.string() }).parse(await sent.json());
    const gone = new AbortController();
    const asked = fetch(`${served.url}/v1/datasets/${id}/profile`, { ...post({ target: ['y'] }), signal: gone.signal });
    setTimeout(() => gone.abort(), 50);
    await expect(asked).rejects.toThrow(/abort/i);
    await expect.poll(() => logged.find((line) => line.includes(`${id}/profile`))).toContain('"status":503');
    expect(logged.join('')).not.toContain('"level":"error"');
  });

  it('has its own time, whatever that of an upload is', async () => {
    const other = await serve(app, { patience: { ...patience, upload: 100 } });
    try {
      const asked = post(smallest);
      expect((await fetch(`${other.url}/v1/recommendations`, asked)).status).toBe(201);
    } finally {
      await other.stop();
    }
  });

  it('is answered late where the service is the slow one', async () => {
    const slow = createService({ advisor: () => new Promise(() => undefined) });
    const other = await serve(slow.app, { patience });
    const socket = connect(other.port, '127.0.0.1');
    const body = JSON.stringify(smallest);
    let isOpen = true;
    socket.on('close', () => (isOpen = false));
    socket.on('error', () => undefined);
    socket.write(
      `${head('/v1/recommendations', `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`)}${body}`,
    );
    await new Promise((resolve) => void setTimeout(resolve, 3 * patience.body));
    expect(isOpen).toBe(true);
    socket.destroy();
    await other.stop();
  });
});
