// What the record of a decision and its entry in the chain cost a recommendation, and how many bytes they are. Read bench/README.md.
// Options: --rounds --seconds --load perSecond|atOnce --save.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAdvisor } from '../dist/advise/advise.js';
import { draftOf } from '../dist/audit/commit.js';
import { compose } from '../dist/compose.js';
import { adviceRecord, recordContext } from '../dist/decide/record.js';
import { startPostgres } from '../test/store/postgres-server.js';
import { machine, quantile } from './common/measure.js';
import { saveResult } from './common/results.js';
import { ageWal } from './common/wal.js';
import { loadBases } from './rules/base.js';
import { drawCases } from './rules/cases.js';
import { loadTimes, type Server, startServer } from './service/server.js';
import { costs } from './trail/cost.js';
import {
  type Load,
  type Race,
  type Round,
  type Size,
  type TrailResult,
  type Variant,
  variants,
} from './trail/result.js';
import { trailTable } from './trail/table.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '3' },
    load: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});
const DECISIONS = 500;
/** Until a server's functions are compiled. */
const WARM_UP_SECONDS = 15;
const loads: readonly Load[] = [{ perSecond: 200 }, { atOnce: 8 }];

const profile = {
  task: 'binary',
  rows: 1000,
  columns: { numeric: 12, categorical: 3 },
  classCounts: { no: 910, yes: 90 },
};

const time = ({ url }: Server, of: Load, seconds: number) =>
  loadTimes({
    url: `${url}/v1/recommendations`,
    keys: [],
    body: JSON.stringify({ profile }),
    seconds,
    load: of,
  });

type Servers = Readonly<Record<Variant, Server>>;

/** All in turn, each beginning every third round. */
async function race(servers: Servers, of: Load): Promise<Race> {
  const rounds: Round[] = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const results: Partial<Record<Variant, readonly number[]>> = {};
    for (let turn = 0; turn < variants.length; turn++) {
      const variant = variants[(round + turn) % variants.length] ?? 'whole';
      const { times, failed } = await time(servers[variant], of, Number(options.seconds));
      if (failed > 0) throw new Error(`${failed} requests failed`);
      results[variant] = times;
    }
    const { whole, withoutRecord, withoutLine } = results;
    if (!whole || !withoutRecord || !withoutLine) throw new Error('a server was left out');
    const p99s = [whole, withoutRecord, withoutLine].map((times) => quantile(times, 0.99).toFixed(2));
    console.log(`${JSON.stringify(of)} round ${round}: p99 ${p99s.join(', ')} ms`);
    rounds.push({ whole, withoutRecord, withoutLine });
  }
  const requests = rounds.reduce((sum, { whole }) => sum + whole.length, 0);
  const [p50, p99] = costs(rounds, [0.5, 0.99]);
  if (!p50 || !p99) throw new Error('nothing was measured');
  return { load: of, rounds: rounds.length, requests, p50, p99 };
}

async function sizes(folder: string): Promise<Size[]> {
  const { context } = compose({ flags: { dataDirectory: folder }, env: {}, cwd: folder });
  const bases = await loadBases();
  const [whole] = bases;
  const measured: Size[] = [];
  for (const base of bases) {
    const advisor = createAdvisor(base.ruleSet);
    const cases = await drawCases(base, whole.ruleSet, DECISIONS);
    const bytes: number[] = [];
    for (const { profile: drawn, fixed } of cases) {
      const advice = await advisor.advise(drawn, fixed);
      const of = recordContext(context, base.ruleSet, crypto.randomUUID());
      const recording = { profile: drawn, fixed, advice, recommendationId: context.ids('rec'), durationMs: 0.1234 };
      bytes.push(Buffer.byteLength(draftOf(adviceRecord(of, recording), context.workspaceId).entry.payload));
    }
    const rules = base.ruleSet.rules.length;
    const within = bytes.filter((one) => one <= 8192).length;
    measured.push({ rules, decisions: bytes.length, median: quantile(bytes, 0.5), most: Math.max(...bytes), within });
  }
  return measured;
}

const folder = mkdtempSync(join(tmpdir(), 'sextant-trail-'));
const postgres = await startPostgres({ isDurable: true });
console.log(`trail: ${machine()}`);
try {
  const idle = await postgres.createDatabase('idle');
  const start = async (name: string, without?: string): Promise<Server> => {
    const hook = new URL('./trail/without-record.mjs', import.meta.url);
    hook.searchParams.set('without', without ?? '');
    const data = mkdtempSync(join(folder, 'data-'));
    return startServer(data, await postgres.createDatabase(name), [], without ? ['--import', hook.href] : []);
  };
  const servers: Servers = {
    whole: await start('whole'),
    withoutRecord: await start('without_record', 'record'),
    withoutLine: await start('without_line', 'recordAndLine'),
  };
  for (const server of Object.values(servers)) await time(server, { atOnce: 8 }, WARM_UP_SECONDS);
  const races: Race[] = [];
  for (const of of loads.filter((one) => options.load === undefined || options.load in one)) {
    await ageWal(idle);
    races.push(await race(servers, of));
  }
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  const result: TrailResult = { races, sizes: await sizes(folder) };
  console.log(`\n${trailTable(result)}`);
  if (options.save) saveResult('trail', result);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
