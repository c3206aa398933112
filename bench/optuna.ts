// Seconds until a probe comes below the cross-validated loss that Optuna over scikit-learn's networks reaches in a minute.
// Read bench/README.md. Options: --data --only --seconds --repeats --budgets --jobs --save.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DataSet, dataFolder, listOf, readDataSets } from './common/data-sets.js';
import { machine } from './common/measure.js';
import { peerPython } from './common/peer-python.js';
import { saveResult } from './common/results.js';
import { bySet, medianRatio, type OptunaResult, type Race, ratioOfTimes } from './optuna/result.js';
import { raceOf } from './optuna/race.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    repeats: { type: 'string', default: '3' },
    budgets: { type: 'string', default: '5,10,20,40,60' },
    jobs: { type: 'string', default: '2' },
    save: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const jobs = Number(options.jobs);

async function raceAll(sets: readonly DataSet[]): Promise<Race[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
  const budgets = listOf(options.budgets)?.map(Number) ?? [];
  const races: Race[] = [];
  try {
    for (const set of sets) {
      for (let seed = 0; seed < Number(options.repeats); seed++) {
        const race = await raceOf(set, { seed, seconds, jobs, budgets, scratch });
        races.push(race);
        console.log(lineOf(race));
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return races;
}

function lineOf(race: Race): string {
  const { set, seed, optuna, sextant } = race;
  const peer = `Optuna ${optuna.loss?.toFixed(4) ?? 'nothing'} at ${optuna.foundAt?.toFixed(1) ?? '-'} s of ${optuna.trials} trials`;
  const ours = `Sextant ${sextant.loss?.toFixed(4) ?? 'nothing'} at ${sextant.reachedAt?.toFixed(1) ?? 'no'} s (budget ${sextant.budget} s)`;
  return `${set.padEnd(16)} seed ${seed}   ${peer}   ${ours}   ratio ${ratioOfTimes(race, seconds).toFixed(3)}`;
}

const folder = dataFolder(options.data);
if (!existsSync(peerPython())) {
  console.log('Left out: the peers in Python are not installed. Run `npx tsx bench/peers/install.ts` once.');
} else if (folder !== undefined) {
  console.log(`optuna: ${machine()}; ${seconds} s of Optuna in ${jobs} processes`);
  const result: OptunaResult = { seconds, jobs, races: await raceAll(readDataSets(folder, listOf(options.only))) };
  console.log(`median ratio over ${bySet(result.races).size} sets: ${medianRatio(result).toFixed(3)}`);
  if (options.save) saveResult('optuna', result);
}
