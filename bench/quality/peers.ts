import { type DataSet, type ErrorMeasure, readTsv } from '../common/data-sets.js';
import type { SetScores } from './result.js';
import type { Score } from './score.js';

/** Names in a file of peers of what a set's error is taken from. */
const nameOf: Readonly<Record<ErrorMeasure, string>> = { accuracy: 'accuracy', macroF1: 'macro_f1', r2: 'r2' };

/**
 * Recorded scores of other systems: a line for each set and system, `set, anything, task, system`, then `measure=value` fields
 * (accuracy, macro_f1, r2, log_loss). A line without measures, of a run that failed, is left out.
 */
export function readPeers(file: string, sets: readonly DataSet[]): Record<string, SetScores[]> {
  const peers: Record<string, SetScores[]> = {};
  for (const [name, , , peer = '', ...fields] of readTsv(file)) {
    const set = sets.find((one) => one.name === name);
    const score = set && scoreOf(fields, set);
    if (score) (peers[peer] ??= []).push({ set: set.name, scores: [score] });
  }
  return peers;
}

function scoreOf(fields: readonly string[], { error }: DataSet): Score | undefined {
  const measures = new Map(fields.map((field) => field.split('=') as [string, string | undefined]));
  const numberOf = (name: string): number => Number(measures.get(name) ?? Number.NaN);
  const [share, logLoss] = [numberOf(nameOf[error]), numberOf('log_loss')];
  if (Number.isNaN(share)) return undefined;
  return { error: Math.min(1, 1 - share), ...(!Number.isNaN(logLoss) && { logLoss }) };
}
