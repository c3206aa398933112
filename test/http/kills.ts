import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { z } from 'zod';
import { createRandom, type Random } from '../../src/random.js';
import { temporaryFolder } from '../store/backends.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { rowsOf } from '../store/sql.js';
import { post, smallest } from './helpers.js';
import { type Running, serveAlone, start, type StartOptions } from './processes.js';
import { adviseRows, ask, getProbe, uploadRows } from './service-client.js';

/** The service under load, of which parts are killed at random moments and started again. */

const words = { api: serveAlone, worker: ['worker'] } as const;
type Program = keyof typeof words;
const parts = ['worker', 'postgres', 'api'] as const;

/** Time before a kill, at most, and until Postgres is started again. */
const MOST_QUIET_MS = 3_000;
const MOST_AWAY_MS = 2_000;
/** A start is tried again for so long, as by whatever looks after a service. */
const START_MS = 60_000;
/** A probe that was lost is taken up after its lease, and once more after that. */
const END_MS = 240_000;
const CALLERS = 8;
/** Of the idempotency keys that are used again and again. */
const KEYS = 500;

export interface KillPlan {
  readonly kills: number;
  readonly seed: number;
  /** Probes that are asked for at most. */
  readonly probes: number;
}

/** What the service has said is on record. */
interface Acknowledged {
  /** Decision by recommendation. */
  readonly decisions: Map<string, string>;
  /** Recommendations by idempotency key, all that were ever answered. */
  readonly byKey: Map<string, Set<string>>;
  /** Recommendation by probe. */
  readonly probes: Map<string, string>;
}

interface Service {
  readonly programs: { [P in Program]: Running };
  readonly server: PostgresServer;
  readonly databaseUrl: string;
  readonly dataset: string;
  readonly acknowledged: Acknowledged;
}

/**
 * Kills as often as planned, and then looks whether all that was acknowledged is there. What it finds missing is an assertion that fails; its message has the seed.
 */
export async function surviveKills(plan: KillPlan): Promise<{ decisions: number; probes: number }> {
  const random = createRandom(plan.seed, 'kills');
  const dataDirectory = temporaryFolder();
  const server = await startPostgres();
  const databaseUrl = await server.createDatabase('sextant_kills');
  const options = { dataDirectory, databaseUrl };
  const programs = { api: await startAgain('api', options), worker: await startAgain('worker', options) };
  const dataset = await uploadRows(programs.api.url);
  const acknowledged: Acknowledged = { decisions: new Map(), byKey: new Map(), probes: new Map() };
  const service: Service = { programs, server, databaseUrl, dataset, acknowledged };
  let isOver = false;
  try {
    const calling = Array.from({ length: CALLERS }, (_, caller) =>
      call(plan, service, { random: createRandom(plan.seed, `caller ${caller}`), isOver: () => isOver }),
    );
    for (let kill = 0; kill < plan.kills; kill++) await killOne(service, options, { random, turn: kill });
    // Kills that come quickly may be over before a probe was taken on: there is to be one that is looked for.
    const { decisions, probes } = acknowledged;
    await expect.poll(() => Math.min(decisions.size, probes.size), { timeout: START_MS }).toBeGreaterThan(0);
    isOver = true;
    await Promise.all(calling);
    await check(service);
    return { decisions: decisions.size, probes: probes.size };
  } catch (error) {
    throw new Error(`with the seed ${plan.seed}: ${String(error)}\n${programs.api.log().slice(-3000)}`, {
      cause: error,
    });
  } finally {
    isOver = true;
    await Promise.all(Object.values(programs).map(({ end }) => end('SIGKILL')));
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function startAgain(program: Program, options: StartOptions): Promise<Running> {
  const until = performance.now() + START_MS;
  for (;;) {
    try {
      return await start(words[program], options);
    } catch (error) {
      // The database may be away just now.
      if (performance.now() > until) throw error;
    }
  }
}

/** Every part in turn first, so that a short run kills each of them. */
async function killOne(
  { programs, server }: Service,
  options: StartOptions,
  { random, turn }: { readonly random: Random; readonly turn: number },
): Promise<void> {
  const pause = (most: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, most * random()));
  await pause(MOST_QUIET_MS);
  const part = parts[turn < parts.length ? turn : Math.floor(parts.length * random())] ?? 'api';
  // Nothing may end but by our hand.
  for (const [program, { hasEnded, log }] of Object.entries(programs))
    if (hasEnded()) throw new Error(`the ${program} ended by itself: ${log().slice(-2000)}`);
  if (part === 'postgres') {
    await server.halt('kill');
    await pause(MOST_AWAY_MS);
    await server.resume();
    return;
  }
  await programs[part].end('SIGKILL');
  programs[part] = await startAgain(part, options);
}

interface Calling {
  readonly random: Random;
  readonly isOver: () => boolean;
}

/** Sends requests until it is told to stop. What was cut off or refused is no acknowledgement; it is sent again some time, with its key. */
async function call(plan: KillPlan, service: Service, { random, isOver }: Calling): Promise<void> {
  while (!isOver()) {
    await send(plan, service, random).catch(() => undefined);
    await new Promise((resolve) => void setTimeout(resolve, 30 * random()));
  }
}

const ofId = z.object({ id: z.string() });
const made = ofId.extend({ decisionId: z.string() });

async function send({ probes }: KillPlan, service: Service, random: Random): Promise<void> {
  const { acknowledged, dataset, programs } = service;
  const { url } = programs.api;
  const draw = random();
  if (acknowledged.probes.size < probes && draw < 0.1) {
    const { recommendation, probe } = await adviseRows(url, dataset, { trialsLimit: 1 });
    acknowledged.probes.set(probe, recommendation);
    return;
  }
  if (acknowledged.probes.size < probes && draw < 0.2) {
    const { recommendation } = await adviseRows(url, dataset);
    const response = await ask(`${url}/v1/recommendations/${recommendation}/probes`, post({ trialsLimit: 1 }));
    if (response.status === 201) acknowledged.probes.set(ofId.parse(await response.json()).id, recommendation);
    return;
  }
  const key = draw < 0.6 ? `order-${Math.floor(random() * KEYS)}` : undefined;
  const headers = key === undefined ? {} : { 'Idempotency-Key': key };
  const response = await ask(`${url}/v1/recommendations`, post(smallest, headers));
  if (response.status !== 201) return;
  const { id, decisionId } = made.parse(await response.json());
  acknowledged.decisions.set(id, decisionId);
  if (key !== undefined) acknowledged.byKey.set(key, (acknowledged.byKey.get(key) ?? new Set()).add(id));
}

/** All that was acknowledged is there, and what is there fits together. */
async function check({ programs, acknowledged, databaseUrl }: Service): Promise<void> {
  const { url } = programs.api;
  await expect.poll(async () => (await ask(`${url}/health/ready`)).status).toBe(200);
  for (const [key, ids] of acknowledged.byKey) expect(ids.size, `one recommendation for the key ${key}`).toBe(1);
  const recorded = await listAll(url, 'recommendations');
  const decisions = await listAll(url, 'decisions');
  const decisionIds = new Set(decisions.map(({ id }) => id));
  const byId = new Map(recorded.map(({ id, decisionId }) => [id, decisionId]));
  for (const [id, decisionId] of acknowledged.decisions) expect(byId.get(id), `${id} is on record`).toBe(decisionId);
  for (const [id, decisionId] of byId) expect(decisionIds.has(decisionId ?? ''), `${id} has its decision`).toBe(true);
  for (const [probe, recommendation] of acknowledged.probes) await checkProbe(url, probe, recommendation);
  // What nobody was told of was carried out all the same, and is ended too.
  for (const { id } of await listAll(url, 'probes')) await ends(url, id);
  expect(await orphans(databaseUrl)).toEqual([]);
  const verification = await ask(`${url}/v1/audit/verify`, { method: 'POST' });
  expect(await verification.json()).toMatchObject({ intact: true, findings: [] });
}

const entry = z.looseObject({
  id: z.string(),
  decisionId: z.string().optional(),
  kind: z.string().optional(),
  recommendationId: z.string().nullable().optional(),
});
type Entry = z.infer<typeof entry>;

async function listAll(url: string, what: string): Promise<Entry[]> {
  const shape = z.object({ data: z.array(entry), nextCursor: z.string().nullable() });
  const all: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: z.infer<typeof shape> = shape.parse(
      await (await ask(`${url}/v1/${what}?limit=200&cursor=${cursor}`)).json(),
    );
    all.push(...page.data);
    cursor = page.nextCursor;
  }
  return all;
}

async function ends(url: string, probe: string): Promise<string> {
  const status = async () => (await getProbe(url, probe)).status;
  await expect.poll(status, { timeout: END_MS, interval: 500 }).toMatch(/^(?:succeeded|failed)$/);
  return status();
}

/** It has ended, with one result or with none. */
async function checkProbe(url: string, probe: string, recommendation: string): Promise<void> {
  const status = await ends(url, probe);
  const decisions = await ask(`${url}/v1/decisions?limit=200&recommendation=${recommendation}`);
  const { data } = z.object({ data: z.array(entry) }).parse(await decisions.json());
  const results = data.filter(({ kind }) => kind === 'verdicts');
  expect(results.length, `results of ${probe}, which has ${status}`).toBe(status === 'succeeded' ? 1 : 0);
  const { error } = await getProbe(url, probe);
  expect(error?.code).toBe(status === 'succeeded' ? undefined : 'probe_lost');
}

/** Every foreign key with the columns that it joins. */
const foreignKeys = `
  select conrelid::regclass::text as child, confrelid::regclass::text as parent, convalidated as "isValid",
    string_agg(format('p.%I = c.%I', a.attname, b.attname), ' and ') as joined,
    string_agg(format('c.%I is not null', b.attname), ' and ') as given
  from pg_constraint
  cross join lateral unnest(conkey, confkey) as k(ours, theirs)
  join pg_attribute a on a.attrelid = confrelid and a.attnum = k.theirs
  join pg_attribute b on b.attrelid = conrelid and b.attnum = k.ours
  where contype = 'f' and connamespace = 'sextant'::regnamespace
  group by pg_constraint.oid, conrelid, confrelid, convalidated`;

interface ForeignKey {
  readonly child: string;
  readonly parent: string;
  readonly isValid: boolean;
  readonly joined: string;
  readonly given: string;
}

/** Rows whose foreign key leads nowhere, and constraints that were never checked. */
async function orphans(databaseUrl: string): Promise<string[]> {
  const keys = await rowsOf<ForeignKey>(databaseUrl, foreignKeys);
  expect(keys.length).toBeGreaterThan(3);
  const found: string[] = [];
  for (const { child, parent, isValid, joined, given } of keys) {
    const lost = `select 1 from ${child} c where ${given} and not exists (select 1 from ${parent} p where ${joined})`;
    const { length } = await rowsOf(databaseUrl, lost);
    if (!isValid || length > 0) found.push(`${child} -> ${parent}: ${length}`);
  }
  return found;
}
