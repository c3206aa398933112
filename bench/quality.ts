// Errors on test rows of a folder of data sets, beside recorded scores of other systems; with --ablation beside the product with
// one part left out. Read bench/README.md.
// Options: --data --peers --only --budget --seeds --flags="--no-probe" --rough --ablation --variants --save NAME.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type DataSet, dataFolder, listOf, readDataSets } from './common/data-sets.js';
import { machine } from './common/measure.js';
import { saveResult } from './common/results.js';
import { readPeers } from './quality/peers.js';
import { type AblationResult, meanError, meanLogLoss, type QualityResult, type SetScores } from './quality/result.js';
import { scoreCommand, scoreVariants } from './quality/run.js';
import type { Score } from './quality/score.js';
import { ablationTable, qualityTable } from './quality/table.js';
import { ROUGH, variantNames } from './quality/variants.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    peers: { type: 'string' },
    only: { type: 'string' },
    budget: { type: 'string', default: '30' },
    seeds: { type: 'string', default: '0,1,2' },
    flags: { type: 'string', default: '' },
    rough: { type: 'boolean', default: false },
    ablation: { type: 'boolean', default: false },
    variants: { type: 'string' },
    save: { type: 'string' },
  },
});
const budget = Number(options.budget);
const seeds = listOf(options.seeds)?.map(Number) ?? [];
const flags = options.flags.split(' ').filter(Boolean);

/** A run that fails is told, and its seed left out of the set's mean. */
function attempt<T>(what: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    console.log(`${what}   FAILED ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return undefined;
  }
}

function lineOf(set: string, scores: readonly Score[]): string {
  const logLoss = meanLogLoss({ set, scores })?.toFixed(4);
  return `${set.padEnd(16)} error ${meanError({ set, scores }).toFixed(4)}${logLoss === undefined ? '' : `   log loss ${logLoss}`}`;
}

function quality(sets: readonly DataSet[]): void {
  const late: string[] = [];
  const ours = sets.flatMap((set): SetScores[] => {
    const scores = seeds.flatMap((seed) => {
      const run = attempt(`${set.name} seed ${seed}`, () => scoreCommand(set, flags, { budget, seed }));
      if (run?.isLate) late.push(`${set.name} seed ${seed}: ${run.seconds.toFixed(1)} s`);
      return run ? [run.score] : [];
    });
    if (scores.length === 0) return [];
    console.log(lineOf(set.name, scores));
    return [{ set: set.name, scores }];
  });
  const recorded = options.peers !== undefined && existsSync(options.peers) ? readPeers(options.peers, sets) : {};
  const peers = { ...(options.rough && { [ROUGH]: sets.map(roughly) }), ...recorded };
  const result: QualityResult = { budget, seeds, flags, late, ours, peers };
  console.log(`\n${qualityTable(result)}`);
  if (options.save !== undefined) saveResult(`quality-${options.save}`, result);
}

/** A first sketch of a probe, on this machine and for the same time. */
function roughly(set: DataSet): SetScores {
  const scores = seeds.flatMap((seed) => {
    const scored =
      attempt(`${set.name} seed ${seed}, ${ROUGH}`, () => scoreVariants(set, [ROUGH], { budget, seed })) ?? [];
    return scored.map(({ score }) => score);
  });
  console.log(`${lineOf(set.name, scores)}   ${ROUGH}`);
  return { set: set.name, scores };
}

function ablation(sets: readonly DataSet[]): void {
  const wanted = listOf(options.variants);
  const names = variantNames.filter((name) => wanted?.some((one) => name.includes(one)) !== false);
  const scores = sets.flatMap((set) =>
    seeds.flatMap((seed) => {
      const scored = attempt(`${set.name} seed ${seed}`, () => scoreVariants(set, names, { budget, seed })) ?? [];
      for (const { name, score } of scored) console.log(`${lineOf(set.name, [score])}   seed ${seed}   ${name}`);
      return scored.map((one) => ({ set: set.name, ...one }));
    }),
  );
  const of = (name: string, set: string): Score[] =>
    scores.filter((one) => one.name === name && one.set === set).map(({ score }) => score);
  const variants = names.map((name) => ({
    name,
    ours: sets.map((set) => ({ set: set.name, scores: of(name, set.name) })).filter((one) => one.scores.length > 0),
  }));
  const result: AblationResult = { budget, seeds, variants };
  console.log(`\n${ablationTable(result)}`);
  if (options.save !== undefined) saveResult(`ablation-${options.save}`, result);
}

const folder = dataFolder(options.data);
if (folder !== undefined) {
  console.log(`quality: ${machine()}; ${budget} s, seeds ${seeds.join(', ')}`);
  const sets = readDataSets(folder, listOf(options.only));
  if (options.ablation) ablation(sets);
  else quality(sets);
}
