import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recommendationSchema } from '../../../src/settings/recommendation.js';
import { createDesk, smallestProfile } from '../helpers.js';
import { serveFolder, serveOther } from './servers.js';

const decisionsSchema = z.object({ decisions: z.array(z.looseObject({ id: z.string(), actor: z.string() })) });
const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().nullable(), fields: z.looseObject({}) }),
});
const keySchema = z.object({ id: z.string(), key: z.string(), createdAt: z.number() });
const parse = <T>(schema: z.ZodType<T>, text: string): T => schema.parse(JSON.parse(text));

describe('a command on a folder that a server holds', () => {
  const desk = createDesk();
  let server: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    mkdirSync(desk.dataDirectory);
    server = await serveFolder(desk.dataDirectory);
  });
  afterAll(() => server.stop());

  it('goes through that server, and says what it would say itself', async () => {
    const file = desk.write('p.json', smallestProfile);
    const asked = ['advise', file, '--json', '--set', 'optimizer=sgd'];
    const { code, stdout, stderr } = await desk.sextant(asked);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { id, decisionId, settings } = recommendationSchema.parse(JSON.parse(stdout));
    expect(settings.optimizer).toBe('sgd');
    // It is in the record of the server.
    expect((await fetch(`${server.url}/v1/decisions/${decisionId}`)).status).toBe(200);
    const commands = [
      ['decisions', '--recommendation', id, '--json'],
      ['decisions', '--limit', '1'],
      ['decisions', '--format', 'ndjson', '--slot', 'optimizer'],
      ['decisions', '--format', 'csv', '--limit', '1'],
      ['explain', id],
      ['explain', decisionId, '--slot', 'loss', '--json'],
      ['replay', id, '--json'],
      ['replay', decisionId, '--rule-set', 'built-in'],
      ['what-if', id, '--change', 'rows=50000'],
      ['what-if', file, '--change', 'rows=50000', '--set', 'optimizer=sgd', '--json'],
      ['counterfactuals', id, '--slot', 'dropout', '--facts', '1', '--json'],
      ['evidence', '--json'],
      ['rule-sets', 'list', '--json'],
    ];
    const there: Awaited<ReturnType<typeof desk.sextant>>[] = [];
    for (const command of commands) there.push(await desk.sextant(command));
    await server.stop();
    const here: typeof there = [];
    for (const command of commands) here.push(await desk.sextant(command));
    // Members of an object may come in another order.
    const read = (of: typeof here) =>
      of.map((one, i) => ({ ...one, stdout: commands[i]?.includes('--json') ? JSON.parse(one.stdout) : one.stdout }));
    expect(read(there)).toEqual(read(here));
    expect(there.map((one) => one.code)).toEqual(commands.map(() => 0));
    server = await serveFolder(desk.dataDirectory);
  });

  it('has the server write its trail out as a zip', async () => {
    const written = await desk.sextant(['audit', 'export', 'trail']);
    const zip = join(desk.folder, 'trail.zip');
    expect(written).toEqual({
      code: 0,
      stderr: '',
      stdout: `The server at ${server.url} sent its trail: ${zip}. Unpack it into a folder to verify it.\n`,
    });
    expect(readFileSync(zip).subarray(0, 2).toString()).toBe('PK');
    const again = await desk.sextant(['audit', 'export', 'trail']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') as string });
    const url = ['--json', '--url', server.url];
    const named = await desk.sextant(['audit', 'export', 'named/trail', ...url]);
    expect(JSON.parse(named.stdout)).toEqual({ zip: join(desk.folder, 'named/trail.zip') });
    expect(desk.files().filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    ['checkpoint', 'It signs what is new by itself: nothing is to do.'],
    ['rotate-key', 'No server changes its key: stop it, do this, and start it again.'],
  ])('says at once what to do in place of audit %s', { timeout: 20_000 }, async (verb, hint) => {
    const { code, stderr } = await desk.sextant(['audit', verb, '--json']);
    expect(code).toBe(1);
    const { error } = parse(errorSchema, stderr);
    expect(error).toMatchObject({ code: 'store_locked', hint, message: expect.stringContaining(server.url) as string });
  });

  it('has the server change the record, and verify it', async () => {
    const file = desk.write('p.json', smallestProfile);
    const advised = await desk.sextant(['advise', file, '--json']);
    const { id } = parse(recommendationSchema, advised.stdout);
    const set = await desk.sextant(['override', id, 'dropout=0.5', '--reason', 'asked for', '--json']);
    const overridden = parse(z.object({ decisionId: z.string(), recommendation: recommendationSchema }), set.stdout);
    expect(overridden.recommendation.settings.dropout).toBe(0.5);
    const explained = await desk.sextant(['explain', overridden.decisionId]);
    expect(explained.stdout).toContain('asked for');
    const erased = await desk.sextant(['audit', 'erase', overridden.decisionId, '--reason', 'a wish', '--json']);
    expect(parse(z.object({ recommendationId: z.string() }), erased.stdout).recommendationId).toBe(id);
    const verified = await desk.sextant(['audit', 'verify']);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('no damage was found') });
    // A server shows one workspace, and the command says that there may be more.
    expect(verified.stdout.replaceAll('\n', ' ')).toContain(
      `The server at ${server.url} shows the trail of the key’s workspace alone.`,
    );
    const { stdout } = await desk.sextant(['audit', 'verify', '--json']);
    const chains = z.array(z.object({ workspace: z.null() })).length(1);
    parse(
      z.object({ intact: z.literal(true), scope: z.literal('workspace'), keys: z.literal('store'), chains }),
      stdout,
    );
    const pruned = await desk.sextant(['audit', 'prune', '--before', '9d', '--reason', 'old']);
    expect(pruned.stdout).toBe('No entry goes: none is older, or no signed note is.\n');
  });

  it('gets the errors of the server as its own, with the same exit codes', async () => {
    const id = 'dec_01a20a45-687c-724c-89f7-8c4f6fd10a71';
    const there = await desk.sextant(['explain', id, '--json']);
    expect(there.code).toBe(2);
    expect(parse(errorSchema, there.stderr).error).toMatchObject({ code: 'not_found', fields: { status: 404 } });
    const bad = await desk.sextant(['explain', '../keys', '--json']);
    expect(bad.code).toBe(2);
    expect(parse(errorSchema, bad.stderr).error).toMatchObject({ code: 'request_invalid' });
  });

  it('says what a server cannot do, and what to do', async () => {
    const file = desk.write('p.json', smallestProfile);
    for (const command of [
      ['advise', file, '--rules', desk.folder],
      ['keys', 'list', '--workspace', 'lab'],
      ['audit', 'verify', '--service'],
      ['audit', 'verify', '--checkpoints', desk.folder],
      ['audit', 'prune', '--before', '9d', '--reason', 'old', '--workspace', 'lab'],
      ['replay', 'dec_01a20a45-687c-724c-89f7-8c4f6fd10a71', '--rules', desk.folder],
      ['recommend', file, '-t', 'y', '--test', file],
      ['recommend', file, '-t', 'y', '--backend', 'cpu'],
    ]) {
      const { code, stderr } = await desk.sextant(command);
      expect(code).toBe(2);
      expect(stderr).toContain(`cannot be had from a server, and the one at ${server.url} would do this.`);
      expect(stderr).toContain('--data-dir');
    }
  });

  it('makes, lists and ends keys, and needs one from then on', async () => {
    const made = await desk.sextant([
      'keys',
      'create',
      'operator',
      '--scope',
      'admin',
      'audit',
      '--days',
      '9',
      '--json',
    ]);
    const { id, key, createdAt } = parse(keySchema, made.stdout);
    expect(Date.now() - createdAt).toBeLessThan(600_000);
    await expect.poll(async () => (await desk.sextant(['keys', 'list'])).code).toBe(2);
    const refused = await desk.sextant(['decisions', '--json']);
    expect(parse(errorSchema, refused.stderr).error).toMatchObject({
      code: 'key_required',
      hint: expect.stringContaining('SEXTANT_API_KEY'),
    });
    const env = { SEXTANT_API_KEY: key };
    expect((await desk.sextant(['decisions', '--json'], { env })).code).toBe(0);
    expect((await desk.sextant(['keys', 'list', '--key', key])).stdout).toMatch(
      new RegExp(`\n${id} .* good until .* audit, admin {2}operator\n$`),
    );
    const unable = await desk.sextant(['advise', desk.write('p.json', smallestProfile), '--json'], { env });
    expect(unable.code).toBe(2);
    expect(parse(errorSchema, unable.stderr).error.code).toBe('scope_missing');
    expect(await desk.sextant(['keys', 'revoke', id], { env })).toMatchObject({
      code: 0,
      stdout: `${id} opens nothing any more.\n`,
    });
  });
});

const decisionNumbered = (at: number) => ({
  id: `dec_${at}`,
  parentId: null,
  recommendationId: null,
  kind: 'recommendation',
  occurredAt: new Date(at).toISOString(),
  actor: 'somebody',
  requestId: null,
  ruleSet: { name: 'built-in', version: '1', hash: 'a' },
  durationMs: 1,
  summary: 'something',
});

describe('--url and SEXTANT_URL', () => {
  const desk = createDesk();
  const far = createDesk();
  let server: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    mkdirSync(far.dataDirectory);
    server = await serveFolder(far.dataDirectory);
  });
  afterAll(() => server.stop());

  it('name the server that does it; nothing is recorded here', async () => {
    const file = desk.write('p.json', smallestProfile);
    const { code, stdout } = await desk.sextant(['advise', file, '--json', '--url', server.url]);
    expect(code).toBe(0);
    const { decisionId } = recommendationSchema.parse(JSON.parse(stdout));
    const listed = await desk.sextant(['decisions', '--json'], { env: { SEXTANT_URL: `${server.url}/` } });
    expect(parse(decisionsSchema, listed.stdout).decisions.map(({ id }) => id)).toContain(decisionId);
    expect(desk.files()).toEqual(['p.json']);
  });

  it('ask for page after page, until there are as many as asked for', async () => {
    const entries = Array.from({ length: 450 }, (_, at) => decisionNumbered(at));
    const limits: number[] = [];
    const other = await serveOther(({ url = '' }, response) => {
      const query = new URL(url, 'http://localhost').searchParams;
      const [limit, cursor] = [Number(query.get('limit')), query.get('cursor')];
      limits.push(limit);
      if (limit > 200) return response.writeHead(422).end();
      // The first page is empty, as one of a filtered list may be.
      const from = Number(cursor ?? 0);
      const data = cursor === null ? [] : entries.slice(from, from + limit);
      const next = from + data.length;
      return response.end(JSON.stringify({ data, nextCursor: next < entries.length ? String(next) : null }));
    });
    const listed = async (...words: string[]) =>
      (await desk.sextant(['decisions', '--url', other.url, '--kind', 'recommendation', ...words])).stdout;
    const ids = (text: string) => parse(decisionsSchema, text).decisions.map(({ id }) => id);
    const all = entries.map(({ id }) => id);
    expect(ids(await listed('--json', '--limit', '430'))).toEqual(all.slice(0, 430));
    expect(limits).toEqual([200, 200, 200, 30]);
    expect(ids(await listed('--json', '--limit', '500'))).toEqual(all);
    expect(ids(await listed('--json'))).toEqual(all.slice(0, 20));
    const lines = (await listed('--format', 'ndjson', '--limit', '300')).trimEnd().split('\n');
    expect(lines).toEqual(entries.slice(0, 300).map((entry) => JSON.stringify(entry)));
    await other.stop();
  });

  it('say so where nobody answers, or somebody else', async () => {
    await server.stop();
    const nobody = await desk.sextant(['decisions', '--json', '--url', server.url]);
    expect(nobody.code).toBe(1);
    expect(parse(errorSchema, nobody.stderr).error).toMatchObject({
      code: 'server_unreachable',
      message: expect.stringContaining(`The server at ${server.url} does not answer: `),
    });
    server = await serveFolder(far.dataDirectory);
    for (const status of [200, 404, 502]) {
      const other = await serveOther((_, response) => response.writeHead(status).end('<h1>hello</h1>'));
      const { code, stderr } = await desk.sextant(['decisions', '--url', other.url]);
      expect(code).toBe(1);
      expect(stderr).toContain('does not answer as a server of Sextant does');
      await other.stop();
    }
  });

  it('give the key to nobody to whom the server sends the command on', async () => {
    const keys: (string | undefined)[] = [];
    const thief = await serveOther(({ headers }, response) => {
      keys.push(headers.authorization);
      response.writeHead(200).end('{}');
    });
    const other = await serveOther((_, response) => response.writeHead(307, { Location: thief.url }).end());
    const key = `sx_${'a'.repeat(43)}`;
    const { code } = await desk.sextant(['decisions', '--url', other.url, '--key', key]);
    expect({ code, keys }).toEqual({ code: 1, keys: [] });
    await Promise.all([thief.stop(), other.stop()]);
  });

  it.each([
    [['--url', 'ftp://host'], '--url is not legal'],
    [['--key', 'secret'], '--key is not legal'],
  ])('are checked: %j', async (flags, says) => {
    const { code, stderr } = await desk.sextant(['decisions', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('secret');
  });
});
