import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problems.js';
import {
  createBucket,
  isMotoPossible,
  keysOf,
  motoKeys,
  type MotoServer,
  motoTimeoutMs,
  startMoto,
} from '../files/moto-server.js';
import { isPostgresAvailable, type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { post } from './helpers.js';

const bucket = 'shared-files';
const folder = mkdtempSync(join(tmpdir(), 'sextant-machines-'));
const csv = ['a,kind', ...Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'odd' : 'even'}`)].join('\n');

interface Machine {
  readonly url: string;
  readonly log: () => string;
  readonly stop: () => Promise<number>;
}

let databaseUrl = '';
let moto: MotoServer;
let postgres: PostgresServer;
const running = new Set<ChildProcess>();

/** A server in a process of its own, with a data folder that nobody else has. */
async function startMachine(name: string): Promise<Machine> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'serve', '--port', '0'], {
    env: {
      ...process.env,
      ...motoKeys,
      SEXTANT_DATA_DIR: join(folder, name),
      DATABASE_URL: databaseUrl,
      SEXTANT_S3_BUCKET: bucket,
      SEXTANT_S3_ENDPOINT: moto.url,
      SEXTANT_S3_PREFIX: 'files/',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const url = await new Promise<string>((listening, failed) => {
    child.stdout.on('data', (part: Buffer) => {
      const found = /http:\S+?(?=,)/.exec(part.toString());
      if (found) listening(found[0]);
    });
    child.once('exit', () => failed(new Error(`the server ended: ${said}`)));
  });
  const stop = async (): Promise<number> => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    running.delete(child);
    return code;
  };
  return { url, log: () => said, stop };
}

const idOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(201);
  return z.object({ id: z.string() }).parse(await response.json()).id;
};
const upload = ({ url }: Machine, body: string): Promise<Response> =>
  fetch(`${url}/v1/datasets?name=numbers.csv`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/octet-stream' },
  });
const profile = ({ url }: Machine, id: string): Promise<Response> =>
  fetch(`${url}/v1/datasets/${id}/profile`, post({ target: ['kind'] }));
const remove = ({ url }: Machine, id: string): Promise<Response> =>
  fetch(`${url}/v1/datasets/${id}`, { method: 'DELETE' });

describe.skipIf(!isMotoPossible || !isPostgresAvailable)('datasets in a bucket', () => {
  beforeAll(async () => {
    [moto, postgres] = await Promise.all([startMoto(), startPostgres()]);
    await createBucket(moto.url, bucket);
    databaseUrl = await postgres.createDatabase('sextant_machines');
  }, motoTimeoutMs);
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await Promise.all([moto.stop(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are read by a server on another machine, and gone for all once they are deleted', async () => {
    const one = await startMachine('one');
    const id = await idOf(await upload(one, csv));
    expect(await (await profile(one, id)).json()).toMatchObject({ profile: { rows: 40 } });
    const short = await idOf(await upload(one, `${csv}\n40,odd`));
    expect(await keysOf(moto.url, bucket)).toHaveLength(2);
    expect((await remove(one, short)).status).toBe(204);
    expect(await keysOf(moto.url, bucket)).toEqual([expect.stringMatching(/^files\/wsp_/)]);
    expect(await one.stop()).toBe(0);

    const other = await startMachine('other');
    expect(await (await profile(other, id)).json()).toMatchObject({ profile: { rows: 40 } });
    expect((await profile(other, short)).status).toBe(404);
    expect((await remove(other, id)).status).toBe(204);
    expect(await keysOf(moto.url, bucket)).toEqual([]);
    expect(await other.stop()).toBe(0);
  });

  it('are said to be out of reach while the storage does not answer, and are not lost', async () => {
    const leftover = join(folder, 'third', 'files', 'incoming', 'half');
    mkdirSync(join(leftover, '..'), { recursive: true });
    writeFileSync(leftover, 'half a table');
    utimesSync(leftover, 1000, 1000);
    const third = await startMachine('third');
    expect(existsSync(leftover)).toBe(false);
    const id = await idOf(await upload(third, csv));
    await moto.stop();
    for (const response of [await upload(third, `${csv}\n40,odd`), await remove(third, id)]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      const problem = problemSchema.parse(await response.json());
      expect(problem).toMatchObject({ code: 'files_unavailable', hint: expect.stringContaining('Try again') });
      expect(JSON.stringify(problem)).not.toMatch(/shared-files|127\.0\.0\.1|third/);
    }
    expect((await fetch(`${third.url}/v1/datasets/${id}`)).status).toBe(200);
    expect(await third.stop()).toBe(0);
    expect(third.log()).toContain('ECONNREFUSED');
    for (const key of Object.values(motoKeys)) expect(third.log()).not.toContain(key);
  });
});
