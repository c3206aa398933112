// What the record of a decision and its entry in the chain cost a recommendation, and how many bytes they are. Read bench/README.md.
// Options: --rounds --seconds --callers --save.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAdvisor } from '../dist/advise/advise.js';
import { draftOf } from '../dist/audit/commit.js';
import { systemClock } from '../dist/clock.js';
import { compose } from '../dist/compose.js';
import { adviseProfile } from '../dist/decide/advise.js';
import { advisorFor } from '../dist/decide/advisor-for.js';
import type { Context } from '../dist/decide/context.js';
import { adviceRecord, recordContext, store } from '../dist/decide/record.js';
import { profileSchema } from '../dist/profile/schema.js';
import { openStore } from '../dist/store/open.js';
import { startPostgres } from '../test/store/postgres-server.js';
import { machine, quantile } from './common/measure.js';
import { saveResult } from './common/results.js';
import { loadBases } from './rules/base.js';
import { drawCases } from './rules/cases.js';
import type { Size, Times, TrailResult } from './trail/result.js';
import { trailTable } from './trail/table.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '4' },
    callers: { type: 'string', default: '4' },
    save: { type: 'boolean', default: false },
  },
});
const callers = Number(options.callers);
const DECISIONS = 500;

const profile = profileSchema.parse({
  task: 'binary',
  rows: 1000,
  columns: { numeric: 12, categorical: 3 },
  classCounts: { no: 910, yes: 90 },
});

/** The same answer, stored in the same way, but for the record of its decision and the entry that holds it. */
async function adviseWithoutRecord(context: Context): Promise<void> {
  const advisor = await advisorFor(context);
  const { settings, items } = await advisor.advise(profile, {});
  const { name, version, hash } = advisor.ruleSet;
  const recommendation = {
    id: context.ids('rec'),
    decisionId: context.ids('dec'),
    createdAt: new Date(context.clock.now()).toISOString(),
    ruleSet: { name, version, hash },
    profile,
    settings,
    advice: items,
    warnings: [...(settings.warnings ?? [])],
  };
  await store(context, advisor.ruleSet, { recommendations: [{ recommendation }], decisions: [] });
}

async function time(work: () => Promise<unknown>, seconds: number): Promise<Times> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  const call = async (): Promise<void> => {
    while (performance.now() < until) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), perSecond: times.length / seconds };
}

/** Both in turn, each beginning every other round. */
async function race(context: Context): Promise<TrailResult['rounds']> {
  const seconds = Number(options.seconds);
  const whole = () => time(() => adviseProfile(context, { profile }), seconds);
  const without = () => time(() => adviseWithoutRecord(context), seconds);
  await whole();
  await without();
  const rounds: TrailResult['rounds'][number][] = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const isFirst = round % 2 === 0;
    const first = isFirst ? await whole() : await without();
    const second = isFirst ? await without() : await whole();
    const [a, b] = isFirst ? [first, second] : [second, first];
    rounds.push({ whole: a, without: b });
    console.log(`round ${round}: p99 ${a.p99.toFixed(2)} ms, without ${b.p99.toFixed(2)} ms`);
  }
  return rounds;
}

async function sizes(context: Context): Promise<Size[]> {
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
    measured.push({ rules, decisions: bytes.length, median: quantile(bytes, 0.5), most: Math.max(...bytes) });
  }
  return measured;
}

const folder = mkdtempSync(join(tmpdir(), 'sextant-trail-'));
const postgres = await startPostgres();
console.log(`trail: ${machine()}`);
try {
  const databaseUrl = await postgres.createDatabase('sextant_trail');
  const { context: composed } = compose({ flags: { dataDirectory: folder }, env: {}, cwd: folder });
  const opened = await openStore({ dataDirectory: folder, databaseUrl, clock: systemClock });
  const context: Context = { ...composed, store: (use) => use(opened) };
  const result: TrailResult = { callers, rounds: await race(context), sizes: await sizes(context) };
  await opened.close();
  console.log(`\n${trailTable(result)}`);
  if (options.save) saveResult('trail', result);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
