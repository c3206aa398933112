import { type Group, groupTrials } from '../../src/decide/groups.js';
import { PreparedData } from '../../src/decide/prepared.js';
import type { PlannedTrial } from '../../src/decide/trial.js';
import { partition } from '../../src/prepare/folds.js';
import type { Settings } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { idlePool, twoClasses } from './tables.js';
import { trialOf } from './trials.js';

const table = twoClasses(60);
const data = new PreparedData({
  table,
  folds: {
    search: partition(table, { ...binarySettings, folds: 3, foldRepeats: 1 }, 0),
    rest: [],
    half: [],
    refit: [],
  },
  pool: idlePool,
});
/** The programs of trials with these changes, t0, t1 and so on. */
export const programsOf = (...changes: readonly Partial<Settings>[]): Group[] =>
  groupTrials(
    changes.map((of, i): PlannedTrial => trialOf({ id: `t${i}`, changes: of })),
    { prepare: ({ settings }) => data.of(settings), seed: 0 },
  );
