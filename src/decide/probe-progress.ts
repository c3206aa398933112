import { probeEventsAfter } from '../store/probe-events.js';
import type { Context } from './context.js';
import { getProbe, type Probe } from './probes.js';
import type { ProgressSummary } from './schema.js';

export interface ProbeProgress {
  readonly probe: Probe;
  /** Of the newest attempt, oldest first. Empty before it begins, and a week after its end. */
  readonly steps: readonly ProgressSummary[];
}

/**
 * A probe with what it has told so far.
 * @throws SextantError `not_found`, and what the store throws
 */
export async function probeProgress(context: Context, id: string): Promise<ProbeProgress> {
  const probe = await getProbe(context, id);
  const rows = await context.store(({ db }) => probeEventsAfter(db, probe.id, undefined));
  const attempt = rows.at(-1)?.attempt;
  return { probe, steps: rows.filter((row) => row.attempt === attempt).map(({ body }) => body as ProgressSummary) };
}
