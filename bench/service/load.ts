// Sends requests to a server from a process of its own: `load.ts '<JSON of LoadPlan>'` prints LoadTimes as JSON.
import type { LoadTimes } from './result.js';

export interface LoadPlan {
  readonly url: string;
  /** Sent in turn. */
  readonly keys: readonly string[];
  /** Absent: GET. */
  readonly body?: string;
  readonly seconds: number;
  /** Requests under way at once, each followed by the next; or so many begun in a second, whenever the others end. */
  readonly load: { readonly atOnce: number } | { readonly perSecond: number };
}

/** Before the clock counts, in the same way: this process compiles what it sends with and opens its connections, which is not the server's doing. */
const WARM_UP_SECONDS = 1;

async function send({ url, keys, body }: LoadPlan, turn: number): Promise<boolean> {
  const key = keys[turn % keys.length];
  const headers = {
    ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  };
  const response = await fetch(url, { headers, ...(body !== undefined && { method: 'POST', body }) });
  await response.arrayBuffer();
  return response.ok;
}

async function run(plan: LoadPlan, seconds: number): Promise<LoadTimes> {
  const { load } = plan;
  const started = performance.now();
  const end = started + seconds * 1000;
  const times: number[] = [];
  let failed = 0;
  let turn = 0;
  /** From when the request was due, so that a server that stalls is not spared the requests it held up. */
  const one = async (due: number): Promise<void> => {
    const isGood = await send(plan, turn++).catch(() => false);
    times.push(performance.now() - due);
    if (!isGood) failed++;
  };
  if ('atOnce' in load) {
    const loop = async (): Promise<void> => {
      while (performance.now() < end) await one(performance.now());
    };
    await Promise.all(Array.from({ length: load.atOnce }, loop));
  } else {
    const all: Promise<void>[] = [];
    for (let due = started; due < end; due += 1000 / load.perSecond) {
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      all.push(one(due));
    }
    await Promise.all(all);
  }
  return { times, failed, elapsed: (performance.now() - started) / 1000 };
}

const plan = JSON.parse(process.argv[2] ?? '') as LoadPlan;
await run(plan, WARM_UP_SECONDS);
console.log(JSON.stringify(await run(plan, plan.seconds)));
