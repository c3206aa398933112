import { getFileName } from '../store/get-recommendation.js';
import { probeEventsAfter } from '../store/probe-events.js';
import type { ProbeEventRow } from '../store/schema.js';
import type { Context } from './context.js';
import { getProbeRow, type Probe, probeOf, specOf } from './probes.js';
import type { ProgressSummary } from './schema.js';

export interface ProbeProgress {
  readonly probe: Probe;
  /** Name of the file that it trains on; absent where nothing is kept of it any more. */
  readonly file?: string;
  /** The columns that are predicted. */
  readonly target: readonly string[];
  /** Of the newest attempt, oldest first. Empty before it begins, and a week after its end. */
  readonly steps: readonly ProgressSummary[];
}

/**
 * A probe with what it is about, and what it has told so far.
 * @throws SextantError `not_found`, and what the store throws
 */
export async function probeProgress(context: Context, id: string): Promise<ProbeProgress> {
  const row = await getProbeRow(context, id);
  const { file, rows } = await context.store(async ({ db }) => {
    const pages: ProbeEventRow[][] = [];
    for await (const page of probeEventsAfter(db, row.id, undefined)) pages.push(page);
    return { file: await getFileName(db, context.workspaceId, row.recommendationId), rows: pages.flat() };
  });
  const attempt = rows.at(-1)?.attempt;
  return {
    probe: probeOf(row),
    ...(file !== undefined && { file }),
    target: specOf(row).dataset.target,
    steps: rows.filter((one) => one.attempt === attempt).map(({ body }) => body as ProgressSummary),
  };
}
