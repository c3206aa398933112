import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problems.js';
import { temporaryFolder } from '../store/backends.js';
import { post, smallest } from './helpers.js';
import { type Running, start } from './processes.js';
import { ask } from './service-client.js';

const MB = 1024 * 1024;
/** The database alone takes 40 MB. */
const sizeMb = 120;

/** A disk of its own in a folder, which only root on Linux can make; `undefined` elsewhere. */
function mountDisk(): string | undefined {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

const disk = mountDisk();

describe.skipIf(disk === undefined)('a disk that is full', () => {
  const folder = disk ?? '';
  const ballast = join(folder, 'ballast');
  let server: Running;
  beforeAll(async () => {
    server = await start(['serve', '--port', '0', '--no-worker'], { dataDirectory: join(folder, 'data') });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const create = (items?: readonly object[]): Promise<Response> =>
    ask(`${server.url}/v1/recommendations${items ? '/batch' : ''}`, post(items ? { items } : smallest));
  const lives = async (): Promise<boolean> => (await ask(`${server.url}/health/live`)).ok && !server.hasEnded();
  const codeOf = async (response: Response) => {
    const { status, code } = problemSchema.parse(await response.json());
    return [status, code, response.headers.get('retry-after')];
  };
  const countOf = async (): Promise<number> => {
    const page = z.object({ data: z.array(z.unknown()) });
    return page.parse(await (await ask(`${server.url}/v1/recommendations?limit=200`)).json()).data.length;
  };
  const filesBelow = (path: string): string[] =>
    existsSync(path)
      ? readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile())
      : [];
  /** Takes all the room that is left. */
  const fill = (): Promise<void> =>
    new Promise((filled) => {
      const file = createWriteStream(ballast);
      const more = (): void => void file.write(Buffer.alloc(MB / 16), (error) => error ?? more());
      file.once('error', () => filled());
      more();
    });

  it('refuses an upload, and keeps nothing of it', async () => {
    expect((await create()).status).toBe(201);
    const upload = { method: 'POST', body: new Blob([new Uint8Array(sizeMb * MB)]) };
    const response = await ask(`${server.url}/v1/datasets?name=large.csv`, {
      ...upload,
      headers: { 'Content-Type': 'text/csv' },
    });
    expect(await codeOf(response)).toEqual([503, 'files_unavailable', '5']);
    expect(filesBelow(join(folder, 'data', 'files'))).toEqual([]);
    expect(await lives()).toBe(true);
    // There is room again.
    expect((await create()).status).toBe(201);
  });

  it('refuses what is to be recorded, all of it, and goes on when there is room', async () => {
    await fill();
    const before = await countOf();
    const items = Array.from({ length: 100 }, () => smallest);
    // What Postgres has room for in files that it holds goes in; then nothing does.
    let isRefused = false;
    for (let turn = 0; turn < 50 && !isRefused; turn++) isRefused = (await create(items)).status !== 201;
    const kept = await countOf();
    expect(kept).toBeGreaterThanOrEqual(before);
    expect(await codeOf(await create(items))).toEqual([503, 'store_unavailable', '5']);
    expect(await countOf()).toBe(kept);
    expect(await lives()).toBe(true);
    expect(server.log()).toContain('No space left on device');

    rmSync(ballast);
    await expect.poll(async () => (await ask(`${server.url}/health/ready`)).status).toBe(200);
    const created = await create();
    expect(created.status).toBe(201);
    const { id } = z.object({ id: z.string() }).parse(await created.json());
    expect((await ask(`${server.url}/v1/recommendations/${id}`)).status).toBe(200);
  });

  it('leaves a store that opens again', async () => {
    await server.end('SIGKILL');
    server = await start(['serve', '--port', '0', '--no-worker'], { dataDirectory: join(folder, 'data') });
    expect(await countOf()).toBeGreaterThan(0);
    const log = join(folder, 'data', 'decisions.ndjson');
    const lines = execFileSync('cat', [log], { encoding: 'utf8', maxBuffer: 1e9 }).trimEnd().split('\n');
    for (const line of lines) expect(() => void JSON.parse(line)).not.toThrow();
  });
});
