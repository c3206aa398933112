import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { openBucket } from '../../src/files/bucket.js';
import { type FileStore, nameOf } from '../../src/files/file-store.js';
import { type Door, openDoor } from './door.js';
import { isMotoPossible, keysOf, motoKeys, putObject } from './moto-server.js';
import { filesIn, from, keep, prefix, storeIn, useFolder, useMoto } from './stores.js';

const text = (path: string): Promise<string> => readFile(path, 'utf8');
const kilobyte = (letter: string): string => letter.repeat(1024);

describe.skipIf(!isMotoPossible)('files in a bucket', () => {
  const folder = useFolder();
  const elsewhere = useFolder();
  const { url, bucket } = useMoto();
  let door: Door;
  beforeEach(async () => {
    door = await openDoor(url());
  });
  afterEach(() => door.close());
  /** As a process on this machine has it; its requests go through the door. */
  const here = (mostBytes?: number): FileStore =>
    storeIn(folder(), { url: door.url, bucket: bucket(), ...(mostBytes !== undefined && { mostBytes }) });
  /** As a process on another machine has it. */
  const there = (): FileStore => storeIn(elsewhere(), { url: url(), bucket: bucket() });
  const keptThere = (content: string): Promise<string> => keep(there(), 'wsp_1', content);
  const copies = (): string[] => filesIn(folder());
  const downloads = (): string[] => door.asked.filter((line) => line.startsWith('GET'));

  it('lie under the prefix, and are read on another machine', async () => {
    const hash = await keep(here(), 'wsp_1', 'shared');
    expect(await keysOf(url(), bucket())).toEqual([`${prefix}wsp_1/${hash.slice(0, 2)}/${hash}`]);
    expect(await there().use('wsp_1', hash, text)).toBe('shared');
  });

  it('are not fetched where they were uploaded', async () => {
    const files = here();
    const hash = await keep(files, 'wsp_1', 'own');
    expect(await files.use('wsp_1', hash, text)).toBe('own');
    expect(downloads()).toEqual([]);
  });

  it('are fetched once, however many ask for them', async () => {
    const hash = await keptThere('wanted');
    const files = here();
    const seen = await Promise.all(Array.from({ length: 20 }, () => files.use('wsp_1', hash, text)));
    expect(new Set(seen)).toEqual(new Set(['wanted']));
    expect(await here().use('wsp_1', hash, text)).toBe('wanted');
    expect(downloads()).toHaveLength(1);
  });

  it('have copies up to a limit, without those used longest ago', async () => {
    const hashes = [];
    for (const letter of ['a', 'b', 'c']) hashes.push(await keptThere(kilobyte(letter)));
    const [a = '', b = '', c = ''] = hashes;
    const files = here(2048);
    for (const hash of [a, b, a]) await files.use('wsp_1', hash, text);
    await files.use('wsp_1', c, () => {
      expect(new Set(copies().map((path) => path.slice(-64)))).toEqual(new Set([a, c]));
      return Promise.resolve();
    });
    expect(
      copies()
        .map((path) => path.slice(-64))
        .toSorted(),
    ).toEqual([a, c].toSorted());
    await files.use('wsp_1', a, text);
    expect(downloads()).toHaveLength(3);
  });

  it('have copies that nobody takes away from who uses them', async () => {
    const [one, two] = [await keptThere(kilobyte('a')), await keptThere(kilobyte('b'))];
    // Each store is a process: they know of each other by the folder alone.
    const [files, others] = [here(1024), here(1024)];
    await files.use('wsp_1', one, async (path) => {
      expect(await others.use('wsp_1', two, text)).toBe(kilobyte('b'));
      expect(await others.use('wsp_1', one, text)).toBe(kilobyte('a'));
      await others.remove('wsp_1', one);
      expect(await text(path)).toBe(kilobyte('a'));
    });
    expect(downloads()).toHaveLength(2);
    expect(copies()).toEqual([]);
  });

  it('are used where one is larger than all copies may be', async () => {
    const hash = await keptThere(kilobyte('a'));
    const files = here(100);
    await files.use('wsp_1', hash, async (path) => {
      expect(await files.use('wsp_1', hash, text)).toBe(await text(path));
    });
    expect(downloads()).toHaveLength(1);
    expect(copies()).toEqual([]);
  });

  it('that are deleted while they are fetched leave no copy', async () => {
    const hash = await keptThere('secret');
    const files = here();
    let release = (): void => undefined;
    door.answer = (asked, response) => {
      release = () => response.end('secret');
      return asked.startsWith('GET');
    };
    const using = files.use('wsp_1', hash, text);
    await expect.poll(downloads).toHaveLength(1);
    const finish = release;
    const removing = files.remove('wsp_1', hash);
    await expect.poll(() => keysOf(url(), bucket())).toEqual([]);
    finish();
    expect(await using).toBe('secret');
    await removing;
    expect(copies()).toEqual([]);
  });

  it('that are not what was kept are not given out', async () => {
    const hash = await keptThere('right');
    const path = join(folder(), 'wrong');
    writeFileSync(path, 'wrong');
    const options = { name: bucket(), endpoint: url(), region: 'us-east-1', prefix };
    await openBucket(options).put(nameOf('wsp_1', hash), { path, bytes: 5 });
    rmSync(path);
    await expect(here().use('wsp_1', hash, text)).rejects.toMatchObject({ code: 'store_failed' });
    expect(copies()).toEqual([]);
  });

  it('that break off are not given out', async () => {
    const hash = await keptThere('whole');
    door.answer = (asked, response) => {
      if (!asked.startsWith('GET')) return false;
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('wh', () => response.destroy());
      return true;
    };
    await expect(here().use('wsp_1', hash, text)).rejects.toMatchObject({ code: 'files_unavailable' });
    expect(copies()).toEqual([]);
    door.answer = () => false;
    expect(await here().use('wsp_1', hash, text)).toBe('whole');
  });

  it('of others are found below the prefix of the workspace, and nowhere else', async () => {
    const files = storeIn(folder(), { url: door.url, bucket: bucket(), importPrefix: 'incoming/{workspace}/' });
    const find = async (object: string, workspaceId = 'wsp_1'): Promise<string> =>
      readText(Readable.from((await files.find(workspaceId, object)).source));
    await putObject(url(), bucket(), { key: 'incoming/wsp_1/2026/rows.csv', body: 'a,b' });
    await putObject(url(), bucket(), { key: 'elsewhere.csv', body: 'c,d' });
    expect(await find('2026/rows.csv')).toBe('a,b');
    for (const object of ['rows.csv', '../wsp_1/2026/rows.csv', './2026/rows.csv', '../../elsewhere.csv', '2026/..'])
      await expect(find(object), object).rejects.toMatchObject({ code: 'not_found' });
    await expect(find('ä'.repeat(800)), 'too long').rejects.toMatchObject({ code: 'not_found' });
    await expect(find('2026/rows.csv', 'wsp_2')).rejects.toMatchObject({ code: 'not_found' });
    await expect(here().find('wsp_1', '2026/rows.csv')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of others that break off, or of which the storage says nothing, are out of reach', async () => {
    const files = storeIn(folder(), { url: door.url, bucket: bucket(), importPrefix: 'incoming/' });
    door.answer = (asked, response) => {
      if (!asked.startsWith('GET')) return false;
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('wh', () => response.destroy());
      return true;
    };
    const receive = async (isClosed: boolean) => {
      const found = await files.find('wsp_1', 'rows.csv');
      expect(found.bytes).toBe(1000);
      if (isClosed) found.close();
      return files.receive(found.source, 1e6);
    };
    await expect(receive(false)).rejects.toMatchObject({ code: 'files_unavailable' });
    await expect(receive(true)).rejects.toMatchObject({ code: 'files_unavailable' });
    expect(copies()).toEqual([]);
  });

  it('of which a part is refused are not there, and neither are their parts', async () => {
    door.answer = (asked, response) => {
      if (!asked.includes('partNumber=2')) return false;
      response.writeHead(403).end();
      return true;
    };
    const received = await here().receive(from(Buffer.alloc(20 * 1024 * 1024)), 1e9);
    await expect(received.stage('wsp_1')).rejects.toMatchObject({ code: 'files_unavailable' });
    expect(door.asked.filter((line) => line.includes('partNumber')).length).toBeGreaterThan(1);
    await received.discard();
    expect([copies(), await keysOf(url(), bucket())]).toEqual([[], []]);
    const begun = await fetch(`${url()}/${bucket()}?uploads`);
    expect([begun.status, await begun.text()]).toEqual([200, expect.not.stringContaining('<UploadId>')]);
  });

  it('are asked for again where the storage stumbles once', async () => {
    let stumbles = 1;
    door.answer = (_asked, response) => {
      if (stumbles-- <= 0) return false;
      response.writeHead(500).end();
      return true;
    };
    const hash = await keep(here(), 'wsp_1', 'twice');
    expect(await there().use('wsp_1', hash, text)).toBe('twice');
  });

  it('cannot be had where no storage answers, and no key is told', async () => {
    const hash = await keptThere('far');
    await door.close();
    const files = here();
    const received = await files.receive(from('x'), 100);
    const attempts = [
      received.stage('wsp_1'),
      received.keep('wsp_1'),
      files.use('wsp_1', hash, text),
      files.remove('wsp_1', hash),
    ];
    for (const settled of await Promise.allSettled(attempts)) {
      expect(settled).toMatchObject({ status: 'rejected', reason: { code: 'files_unavailable' } });
      const told = inspect(settled, { depth: null, showHidden: true });
      for (const key of Object.values(motoKeys)) expect(told).not.toContain(key);
    }
    await received.discard();
    expect(copies()).toEqual([]);
  });

  it('that are refused are out of reach, and nothing is told of what was signed', async () => {
    const [access] = Object.values(motoKeys);
    door.answer = (_asked, response) => {
      const signed = `<AWSAccessKeyId>${access}</AWSAccessKeyId><StringToSign>what was signed</StringToSign>`;
      const why = '<Code>SignatureDoesNotMatch</Code><Message>The signature is wrong.</Message>';
      response.writeHead(403, { 'Content-Type': 'application/xml' }).end(`<Error>${why}${signed}</Error>`);
      return true;
    };
    const failure: unknown = await here()
      .use('wsp_1', 'a'.repeat(64), text)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'files_unavailable' });
    const told = inspect(failure, { depth: null, showHidden: true });
    expect(told).toContain('SignatureDoesNotMatch: The signature is wrong.');
    for (const secret of [access, 'what was signed']) expect(told).not.toContain(secret);
  });

  it('in a bucket that is not there cannot be had', async () => {
    const files = storeIn(folder(), { url: url(), bucket: 'no-such-bucket' });
    const received = await files.receive(from('x'), 100);
    await expect(received.keep('wsp_1')).rejects.toMatchObject({ code: 'files_unavailable' });
    await expect(files.use('wsp_1', received.hash, text)).rejects.toMatchObject({ code: 'files_unavailable' });
  });

  it('have copies that outlive the process', async () => {
    const hash = await keptThere('lasting');
    await here().use('wsp_1', hash, text);
    const [copy = ''] = copies();
    expect(existsSync(copy)).toBe(true);
    await here().use('wsp_1', hash, text);
    expect(downloads()).toHaveLength(1);
    await here().remove('wsp_1', hash);
    expect(existsSync(copy)).toBe(false);
  });
});
