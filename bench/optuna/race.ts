import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSextant, type Progress, type RecommendRequest } from '../../dist/index.js';
import { partition } from '../../dist/prepare/folds.js';
import { readDataset } from '../../dist/profile/read.js';
import type { Table } from '../../dist/profile/table.js';
import type { Settings } from '../../dist/settings/slots.js';
import { type DataSet, TARGET } from '../common/data-sets.js';
import { peerPython } from '../common/peer-python.js';
import type { Race } from './result.js';

export interface RaceOptions {
  readonly seed: number;
  /** Of the peer's search. */
  readonly seconds: number;
  /** Processes of the peer. */
  readonly jobs: number;
  /** Budgets of probes in seconds, shortest first; the first one that comes below the peer ends the race. */
  readonly budgets: readonly number[];
  /** A folder for files in between. */
  readonly scratch: string;
}

/** What both sides keep to: three folds, each row validated once, and the target standardised where it is a number. */
const rulesOfRace = (task: DataSet['task']): Partial<Settings> => ({
  foldKind: task === 'regression' ? 'plain' : 'stratified',
  folds: 3,
  foldRepeats: 1,
  ...(task === 'regression' && { targetTransform: 'standardize' }),
});

/** Optuna first, then probes until one is below its loss. Both see the same rows in the same folds. */
export async function raceOf(set: DataSet, options: RaceOptions): Promise<Race> {
  const { table } = await readDataset({ file: set.train, target: [TARGET], task: set.task });
  const optuna = searchWithOptuna(table, set, options);
  const base = { set: set.name, rows: table.rows, seed: options.seed, optuna };
  const goal = optuna.loss ?? Number.POSITIVE_INFINITY;
  let sextant: Race['sextant'] = { budget: 0, reachedAt: null, loss: null };
  for (const budget of options.budgets) {
    sextant = { budget, ...(await timeToReach(goal, { set, budget, ...options })) };
    if (sextant.reachedAt !== null) break;
  }
  return { ...base, sextant };
}

/** Columns as Sextant read them, the target, and the number of the fold that each row is held out in. */
function taskOf({ rows, columns, target, ...rest }: Table, { task }: DataSet, seed: number): object {
  const folds = new Int32Array(rows);
  partition({ rows, columns, target, ...rest }, { validationShare: null, ...sharedFolds(task) }, seed).forEach(
    ({ validation }, fold) => validation.forEach((row) => void (folds[row] = fold)),
  );
  const isClasses = task !== 'regression';
  return {
    classes: isClasses,
    numeric: columns.flatMap((column) =>
      column.kind === 'categorical' ? [] : [Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))],
    ),
    categorical: columns.flatMap((column) => (column.kind === 'categorical' ? [[...column.codes]] : [])),
    target: [...((isClasses ? target.codes : target.values) ?? [])],
    folds: [...folds],
  };
}

const sharedFolds = (task: DataSet['task']): Pick<Settings, 'foldKind' | 'folds' | 'foldRepeats'> => {
  const { foldKind = null, folds = null, foldRepeats = null } = rulesOfRace(task);
  return { foldKind, folds, foldRepeats };
};

function searchWithOptuna(table: Table, set: DataSet, { seed, seconds, jobs, scratch }: RaceOptions): Race['optuna'] {
  const file = join(scratch, 'task.json');
  writeFileSync(file, JSON.stringify(taskOf(table, set, seed)));
  const script = fileURLToPath(new URL('../peers/optuna_mlp.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(peerPython(), [script, file, `${seconds}`, `${seed}`, `${jobs}`], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`Optuna ended with ${status} on ${set.name}: ${stderr.slice(-1000)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Race['optuna'];
}

/**
 * Seconds from the end of reading, where a budget begins, to the end of the first trial whose loss out of fold is below the
 * goal; the probe is stopped there. A probe that trained on a sample of the rows does not count.
 */
async function timeToReach(
  goal: number,
  { set, budget, seed, scratch }: RaceOptions & { readonly set: DataSet; readonly budget: number },
): Promise<Pick<Race['sextant'], 'reachedAt' | 'loss'>> {
  const reached = new AbortController();
  let started: number | undefined;
  let reachedAt: number | null = null;
  let loss: number | null = null;
  const onProgress = ({ stage, event }: Progress): void => {
    if (stage === 'probe') started ??= performance.now();
    const score = event?.kind === 'trial' ? event.trial.score : null;
    if (score === null || reachedAt !== null) return;
    loss = Math.min(loss ?? Number.POSITIVE_INFINITY, score);
    if (loss >= goal || started === undefined) return;
    reachedAt = (performance.now() - started) / 1000;
    reached.abort();
  };
  const request: RecommendRequest = {
    file: set.train,
    target: [TARGET],
    task: set.task,
    seed,
    settings: rulesOfRace(set.task),
    probe: { budgetSeconds: budget },
  };
  const sextant = createSextant({ dataDirectory: join(scratch, 'record') });
  const { recommendation } = await sextant.recommend(request, { onProgress, signal: reached.signal });
  const isSampled = recommendation.warnings.some(({ code }) => code === 'sampled');
  return { reachedAt: isSampled ? null : reachedAt, loss };
}
