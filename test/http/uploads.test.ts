import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFolderStore } from '../../src/files/folder-store.js';
import { problemSchema } from '../../src/http/problems.js';
import { createService, serve } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-uploads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const most = 100_000;
const { app } = createService({
  files: createFolderStore(folder),
  limits: {
    uploadBytes: most,
    workspaceBytes: 1e9,
    table: { unpackedBytes: 1e8, memoryBytes: 1e9, rows: 1e6, columns: 5000 },
    openProbes: 1,
    probeSeconds: 1,
    probeTrials: 1,
  },
});
const served = await serve(app);
afterAll(served.stop);

const path = '/v1/datasets';
const send = (body: RequestInit['body'], headers: Readonly<Record<string, string>> = {}, query = '?name=x.csv') =>
  Promise.resolve(app.request(`${path}${query}`, { method: 'POST', headers, ...(body != null && { body }) }));
const shape = z.object({ name: z.string(), bytes: z.number(), hash: z.string() });
const problemOf = async (response: Response) => {
  const { status, code } = problemSchema.parse(await response.json());
  expect(status).toBe(response.status);
  return { status, code };
};
const incoming = (): string[] => readdirSync(join(folder, 'incoming')).map((name) => join(folder, 'incoming', name));

function formOf(...parts: readonly (readonly [field: string, content: string, name?: string])[]): FormData {
  const form = new FormData();
  for (const [field, content, name] of parts)
    if (name === undefined) form.append(field, content);
    else form.append(field, new Blob([content]), name);
  return form;
}

describe('a form with a file', () => {
  it('is the file, by the name that the form says', async () => {
    const raw = shape.parse(await (await send('a,b\n1,2\n')).json());
    const response = await send(formOf(['file', 'a,b\n1,2\n', 'mine.csv']), {}, '');
    expect(response.status).toBe(201);
    expect(shape.parse(await response.json())).toEqual({ ...raw, name: 'mine.csv' });
  });

  it('has the name of the query where there is one', async () => {
    const response = await send(formOf(['file', 'a,b\n1,2\n', 'mine.csv']), {}, '?name=theirs.csv');
    expect(shape.parse(await response.json()).name).toBe('theirs.csv');
  });

  it('may be as large as the limit, and no byte larger', async () => {
    expect((await send(formOf(['file', 'x'.repeat(most), 'x.csv']))).status).toBe(201);
    const larger = await send(formOf(['file', 'x'.repeat(most + 1), 'x.csv']));
    expect(await problemOf(larger)).toEqual({ status: 413, code: 'file_too_large' });
    expect(incoming()).toEqual([]);
  });

  it.each([
    ['another part', formOf(['file', 'a,b', 'x.csv'], ['note', 'hello'])],
    ['another file', formOf(['file', 'a,b', 'x.csv'], ['file', 'a,b', 'y.csv'])],
    ['another part first', formOf(['note', 'hello'], ['file', 'a,b', 'x.csv'])],
    ['a large file and another', formOf(['file', 'x'.repeat(most), 'x.csv'], ['file', 'y'.repeat(most), 'y.csv'])],
    ['no part', formOf()],
    ['no such part', formOf(['data', 'a,b', 'x.csv'])],
    ['no name', formOf(['file', 'a,b'])],
  ])('with %s is refused, and nothing is kept', async (what, form) => {
    const response = await send(form, {}, what === 'no name' ? '' : '?name=x.csv');
    expect(await problemOf(response)).toEqual({ status: 422, code: 'request_invalid' });
    expect(incoming()).toEqual([]);
  });

  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n';
  it.each([
    ['has no boundary', 'multipart/form-data', `${head}a,b\r\n--b--\r\n`],
    ['ends in the middle', 'multipart/form-data; boundary=b', `${head}a,b\n1,2`],
    ['ends in the head of its part', 'multipart/form-data; boundary=b', head.slice(0, 30)],
    ['is another', 'multipart/form-data; boundary=c', `${head}a,b\r\n--b--\r\n`],
    ['is empty', 'multipart/form-data; boundary=b', ''],
  ])('that %s is refused', async (_what, contentType, body) => {
    expect(await problemOf(await send(body, { 'Content-Type': contentType }))).toEqual({
      status: 400,
      code: 'upload_broken',
    });
    expect(incoming()).toEqual([]);
  });

  it('is written to disk while it comes in, and is gone when its sender is', async () => {
    const sending = httpRequest(`${served.url}${path}?name=x.csv`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    });
    sending.on('error', () => undefined);
    sending.write(`${head}${'x'.repeat(most / 2)}`);
    await expect.poll(() => incoming().map((one) => statSync(one).size > most / 4)).toEqual([true]);
    sending.destroy();
    await expect.poll(incoming).toEqual([]);
    expect((await fetch(`${served.url}/health/live`)).status).toBe(200);
  });
});

describe('a body of a media type', () => {
  it.each(['application/octet-stream', 'text/csv; charset=utf-8', 'Application/Gzip', 'application/json'])(
    '%s is a file',
    async (type) => {
      expect((await send('a,b\n1,2\n', { 'Content-Type': type })).status).toBe(201);
    },
  );

  it.each(['application/x-www-form-urlencoded', 'multipart/mixed; boundary=b', 'image/png', 'nonsense'])(
    '%s is refused',
    async (type) => {
      const response = await send('a,b\n1,2\n', { 'Content-Type': type });
      expect(await problemOf(response)).toEqual({ status: 415, code: 'media_type_unsupported' });
    },
  );
});

describe('an upload that is refused', () => {
  /** What a plain client reads of the answer, which sends on whatever it hears. */
  const answerTo = (head: string, piece: string, pieces: number): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(served.port, '127.0.0.1');
      let heard = '';
      socket.on('data', (data) => (heard += data.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(heard));
      socket.write(head);
      for (let i = 0; i < pieces; i++) socket.write(piece);
    });
  const line = (length: number, more: string) =>
    `POST ${path}?name=x.csv HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${length}\r\n${more}\r\n`;

  it('for its size is answered, as a file and as a form', async () => {
    const piece = 'x'.repeat(10_000);
    expect(await answerTo(line(1_000_000, 'Content-Type: text/csv\r\n'), piece, 100)).toMatch(/^HTTP\/1.1 413 /);
    const form = '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n';
    const head = `${line(1_000_000 + form.length, 'Content-Type: multipart/form-data; boundary=b\r\n')}${form}`;
    expect(await answerTo(head, piece, 100)).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe('a client that goes away', () => {
  /** Begins an upload, and breaks its connection off so many milliseconds after that. */
  const begin = (head: string, afterMs: number): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(served.port, '127.0.0.1', () => {
        socket.write(`${head}${'x'.repeat(1000)}`);
        setTimeout(() => socket.resetAndDestroy(), afterMs);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
    });
  const head = (type: string): string =>
    `POST ${path}?name=x.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nContent-Type: ${type}\r\n\r\n`;

  // Nobody listens yet to what was refused, or is not read yet: a failure of it would end the process.
  it.each(['text/csv', 'image/png', 'multipart/form-data', 'multipart/form-data; boundary=b'])(
    'at any moment leaves a service that answers, and nothing of its file: %s',
    async (type) => {
      const moments = Array.from({ length: 60 }, (_, i) => begin(head(type), (i % 12) / 2));
      await Promise.all(moments);
      expect((await fetch(`http://127.0.0.1:${served.port}/health/live`)).status).toBe(200);
      await expect.poll(incoming).toEqual([]);
    },
  );
});
