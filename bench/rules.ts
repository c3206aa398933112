// How long a decision takes with its whole trace, beside two rules engines that are asked the same. Read bench/README.md.
import { machine, measure, quantile, ratioOf, type Timing } from './common/measure.js';
import { compare } from './rules/agreement.js';
import { type Base, loadBases } from './rules/base.js';
import { type Case, drawCases } from './rules/cases.js';
import type { Decider } from './rules/contender.js';
import { createJsonRulesEngine } from './rules/json-rules-engine.js';
import { createSextant } from './rules/sextant.js';
import { createZenTable, createZenTables } from './rules/zen.js';

const profiles = 200;
/** Advisors that are made anew. */
const firsts = 50;
const plan = { warmUps: 3, rounds: 15 };
/** Milliseconds that a decision over 120 rules may take. */
const marks = { p50: 1, p99: 3 };

async function benchmark(base: Base, whole: Base, peers: readonly Decider[]): Promise<Timing> {
  const cases = await drawCases(base, whole.ruleSet, profiles);
  const sextant = createSextant(base);
  console.log(`\n${base.name}`);
  for (const peer of peers) {
    const { settings, sameSettings, rules, sameRules } = await compare(sextant, peer, base, cases);
    console.log(
      `  ${peer.name}: ${sameSettings} of ${settings} settings and ${sameRules} of ${rules} rules as Sextant`,
    );
    if (sameSettings < settings || sameRules < rules) process.exitCode = 1;
  }
  const [own, ...others] = await measure([sextant, ...peers], cases, plan);
  if (own === undefined) throw new Error('nothing was measured');
  report(own, others);
  await reportFirst(base, cases);
  return own;
}

function report(own: Timing, others: readonly Timing[]): void {
  console.log(`\n  ${'p50'.padStart(42)} ${'p99'.padStart(9)}   p50 over that of ${own.name} (range over rounds)`);
  for (const timing of [own, ...others]) {
    const times = timing.rounds.flat();
    const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)].map((ms) => `${ms.toFixed(2)} ms`);
    const { median, least, greatest } = ratioOf(timing, own);
    const ratio = timing === own ? '1' : `${median.toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;
    console.log(`  ${timing.name.padEnd(32)} ${p50?.padStart(9)} ${p99?.padStart(9)}   ${ratio}`);
  }
}

/** What a decision costs before anything is remembered: the first one of a new advisor, and the making of that. */
async function reportFirst(base: Base, cases: readonly Case[]): Promise<void> {
  const made: number[] = [];
  const decided: number[] = [];
  for (const one of cases.slice(0, firsts)) {
    const started = performance.now();
    const sextant = createSextant(base);
    const ready = performance.now();
    await sextant.run(one);
    made.push(ready - started);
    decided.push(performance.now() - ready);
  }
  const [making, deciding] = [made, decided].map((times) => `${quantile(times, 0.5).toFixed(1)} ms`);
  console.log(`  the first decision of a new advisor: ${deciding}, after ${making} to make it (p50 of ${firsts})`);
}

function judge(own: Timing): void {
  const times = own.rounds.flat();
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const ms = quantile(times, share);
    const mark = marks[name];
    console.log(`  ${name} ${ms.toFixed(2)} ms, mark ${mark} ms: ${ms < mark ? 'met' : 'missed'}`);
  }
}

console.log(
  `rules: ${profiles} profiles, ${plan.rounds} rounds, ${plan.rounds * profiles} decisions each. ${machine()}`,
);
const [whole, part] = await loadBases();
await benchmark(whole, whole, [createJsonRulesEngine(whole), createZenTable(whole)]);
judge(await benchmark(part, whole, [createJsonRulesEngine(part), createZenTable(part), createZenTables(part)]));
