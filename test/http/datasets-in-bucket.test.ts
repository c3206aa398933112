import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problems.js';
import { defaultWorkspaceId } from '../../src/ids.js';
import {
  createBucket,
  isMotoPossible,
  keysOf,
  motoKeys,
  type MotoServer,
  motoTimeoutMs,
  putObject,
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
      SEXTANT_S3_IMPORT_PREFIX: 'incoming/{workspace}/',
      SEXTANT_UPLOAD_MB: '1',
      SEXTANT_WORKSPACE_MB: '4',
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
const codeOf = async (response: Response): Promise<string> => problemSchema.parse(await response.json()).code;
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

  it('are taken in from it, larger than an upload may be, and are as those that were uploaded', async () => {
    const one = await startMachine('one');
    const take = (of: object, key = ''): Promise<Response> =>
      fetch(`${one.url}/v1/datasets/import`, post(of, key ? { 'Idempotency-Key': key } : {}));
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${i % 2 ? 'odd' : 'even'}`);
    const large = ['a,kind', ...rows].join('\n');
    expect(large.length).toBeGreaterThan(1024 * 1024);
    expect((await upload(one, large)).status).toBe(413);
    const place = `incoming/${defaultWorkspaceId}`;
    await putObject(moto.url, bucket, { key: `${place}/2026/large.csv`, body: large });
    await putObject(moto.url, bucket, { key: `${place}/empty.csv`, body: '' });
    await putObject(moto.url, bucket, { key: `${place}/huge.csv`, body: 'x'.repeat(5 * 1024 * 1024) });

    const taken = await take({ object: '2026/large.csv' }, 'once');
    const dataset = z
      .object({ id: z.string(), name: z.literal('large.csv'), bytes: z.literal(large.length) })
      .parse(await taken.json());
    expect(await (await take({ object: '2026/large.csv' }, 'once')).json()).toMatchObject({ id: dataset.id });
    expect(await (await profile(one, dataset.id)).json()).toMatchObject({ profile: { rows: 200_000 } });
    const named = await take({ object: '2026/large.csv', name: 'orders.csv' });
    expect([named.status, await codeOf(named)]).toEqual([413, 'quota_exceeded']);

    for (const [object, ...expected] of [
      ['2026/other.csv', 404, 'not_found'],
      ['empty.csv', 422, 'file_empty'],
      ['huge.csv', 413, 'quota_exceeded'],
      ['..', 404, 'not_found'],
      ['\ud800.csv', 422, 'request_invalid'],
      ['/2026/large.csv', 422, 'request_invalid'],
    ] as const) {
      const refused = await take({ object });
      expect([refused.status, await codeOf(refused)], object).toEqual(expected);
    }
    expect((await remove(one, dataset.id)).status).toBe(204);
    expect(await keysOf(moto.url, bucket)).toContain(`${place}/2026/large.csv`);
    expect(await one.stop()).toBe(0);
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
