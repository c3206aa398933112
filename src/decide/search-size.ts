import { factsOf } from '../profile/facts.js';
import type { Profile } from '../profile/schema.js';
import type { Table } from '../profile/table.js';
import { binsPerNumber } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';
import type { ProbeRequest } from './schema.js';

/** Numbers that all folds' matrices may hold together: 600 MB in each process. */
const MOST_NUMBERS = 150e6;
/** Rows for each second of budget: the first stage then passes over its rows a few times (measured: 2 cores, 128 units, 100 inputs). */
const ROWS_PER_SECOND = 5000;
const LEAST_ROWS = 2000;

/** Rows that a probe trains on at the most, from memory and from the budget. */
export function mostRows(settings: Settings, profile: Profile, probe: ProbeRequest | undefined): number {
  const folds = settings.foldKind === 'holdout' ? 1 : (settings.folds ?? 1) * (settings.foldRepeats ?? 1);
  const inputs = (Number(factsOf(profile)['inputs'] ?? 1) || 1) + profile.columns.numeric * binsPerNumber(settings);
  // Of many classes every row has a number for each, beside its inputs; one output is as good as none.
  const outputs = (settings.outputUnits ?? 1) - 1;
  const byMemory = Math.floor(MOST_NUMBERS / (folds * (inputs + outputs)));
  const bySeconds =
    probe && 'budgetSeconds' in probe ? Math.floor(probe.budgetSeconds * ROWS_PER_SECOND) : Number.POSITIVE_INFINITY;
  return Math.max(LEAST_ROWS, Math.min(byMemory, bySeconds));
}

/** Member-steps of a network of two layers of 128 units that a second brings on two processes (measured: 64 rows a batch). */
const STEPS_PER_SECOND = 6000;
/** Configurations of the first stage, and the share of the time that it has. */
const CONFIGURATIONS = 5;
const FIRST_STAGE_SHARE = 0.5;

/**
 * Repeats of the partition on which trials are compared: as many as the first stage can train in its time, at least one.
 * The other repeats still bring members of the final model. A budget in trials compares on all of them.
 */
export function searchRepeats(settings: Settings, table: Table, probe: ProbeRequest | undefined): number {
  const repeats = settings.foldRepeats ?? 1;
  if (!probe || !('budgetSeconds' in probe)) return repeats;
  const steps = ((settings.epochs ?? 1) * table.rows) / (settings.batchSize ?? 32);
  const affordable = probe.budgetSeconds * FIRST_STAGE_SHARE * STEPS_PER_SECOND;
  return Math.max(1, Math.min(repeats, Math.floor(affordable / (steps * CONFIGURATIONS * (settings.folds ?? 1)))));
}
