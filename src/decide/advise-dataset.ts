import { pointingInto } from '../issues.js';
import type { Recommendation } from '../settings/recommendation.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import type { AdviseRequest } from './advise.js';
import { answerOnce } from './answer-once.js';
import type { Context } from './context.js';
import { getDataset } from './datasets.js';
import {
  type AskedOfDataset,
  type AskedOfProbe,
  checkBounds,
  type DatasetReading,
  enqueueProbe,
  newRow,
  specOf,
  unfinishedReport,
} from './probes.js';
import type { RecommendOptions } from './schema.js';

export interface AdviseDatasetRequest extends Omit<AdviseRequest, 'profile'> {
  readonly dataset: DatasetReading;
  /** A probe that is queued with the recommendation. */
  readonly probe?: AskedOfProbe;
  /** Aborting ends the reading of the file. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The rules' answer for a dataset that was uploaded, recorded; with a probe, which is queued in the same transaction.
 * @throws SextantError `not_found`, `idempotency_conflict`, `queue_full`, and what reading a file, the rules and the store throw;
 * a pointer of it is of a place in the request
 */
export const adviseDataset = (context: Context, request: AdviseDatasetRequest): Promise<Recommendation> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const { dataset, probe, settings = {}, requestId, signal } = request;
    if (probe) await pointingInto('/probe', () => checkBounds(context, probe));
    const { datasetId, ...reading } = dataset;
    const { name, hash } = await getDataset(context, datasetId);
    const asked: AskedOfDataset = { dataset, settings };
    const rowFor = probeOf(context, { ...request, asked });
    const answerOf = (recommendation: Recommendation): Recommendation => {
      const row = rowFor(recommendation);
      return row ? { ...recommendation, probe: unfinishedReport(specOf(row), row) } : recommendation;
    };
    // The reader of files is heavy: a service that starts does not wait for it.
    const { recommend } = await import('./recommend.js');
    const toAdvise = {
      ...reading,
      settings,
      ...(requestId !== undefined && { requestId }),
      ...(probe && { laterProbe: probe }),
      name,
      // Nothing is trained here, so that nothing depends on a seed.
      seed: 0,
    };
    const options: RecommendOptions = {
      asked,
      ...(signal && { signal }),
      keep: async (tx, answer) => {
        await keep(tx, answerOf(answer as Recommendation));
        // Its place in the queue is for after the recommendation, which needs the chain: what both wait for is held before.
        if (probe) await lockWorkspace(tx, context.workspaceId, 'probes');
      },
      after: async (tx, made) => {
        const row = rowFor(made);
        if (row) await enqueueProbe(context, tx, row);
      },
    };
    const { recommendation } = await context.files.use(context.workspaceId, hash, (file) =>
      pointingInto('/dataset', () => recommend(context, { ...toAdvise, file, sha256: hash }, options)),
    );
    return answerOf(recommendation);
  });

/** The probe of a recommendation, the same whenever it is asked for; none where none is wanted. */
function probeOf(
  context: Context,
  asking: Pick<AdviseDatasetRequest, 'probe' | 'requestId'> & { readonly asked: AskedOfDataset },
) {
  const { probe, requestId = null, asked } = asking;
  let row: ReturnType<typeof newRow> | undefined;
  return ({ id, profile }: Recommendation) => {
    if (!probe) return undefined;
    row ??= newRow(context, id, { ...asked, probe, actor: context.actor, requestId, rows: profile.rows });
    return row;
  };
}
