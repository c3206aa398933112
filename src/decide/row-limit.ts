import { factsOf } from '../profile/facts.js';
import type { Profile } from '../profile/schema.js';
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
  const inputs = Number(factsOf(profile)['inputs'] ?? 1) || 1;
  const byMemory = Math.floor(MOST_NUMBERS / (folds * inputs));
  const bySeconds =
    probe && 'budgetSeconds' in probe ? Math.floor(probe.budgetSeconds * ROWS_PER_SECOND) : Number.POSITIVE_INFINITY;
  return Math.max(LEAST_ROWS, Math.min(byMemory, bySeconds));
}
