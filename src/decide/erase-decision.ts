import { SextantError } from '../errors.js';
import { erasePayload, forgetRecommendation, recommendationNamed } from '../store/audit-upkeep.js';
import type { Database } from '../store/database.js';
import { decisionsOf } from '../store/decisions-of.js';
import { getDecision } from '../store/get-decision.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import { newestProbeOf } from '../store/probes.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import { isOpen } from './probe-states.js';
import { recordEvents } from './record-event.js';
import { removeUnusedModels } from './unused-models.js';

export interface EraseRequest {
  /** Of a decision (`dec_`), or of a recommendation (`rec_`). */
  readonly id: string;
  /** Why, for the record: it stays. */
  readonly reason: string;
}

export interface Erased {
  /** Ids of the decisions of which nothing but their hashes is left. */
  readonly decisions: readonly string[];
  /** The recommendation that went with them; null where the decision was about none. */
  readonly recommendationId: string | null;
}

/**
 * Takes away what a decision says, and with it the recommendation that it is about, that one's other decisions and its probes, which say the
 * same. The hashes stay, and an entry for each decision says who erased it and why, so that the trail still verifies. Datasets are deleted by themselves.
 * @throws SextantError `not_found`, `probe_unfinished`, and what the store throws
 */
export async function eraseDecision(context: Context, { id, reason }: EraseRequest): Promise<Erased> {
  const { workspaceId } = context;
  const done = await context.store(({ db }) =>
    db.transaction(async (tx) => {
      // Nobody begins a probe of it meanwhile, or overrides it.
      await lockWorkspace(tx, workspaceId, 'probes');
      const decision = await getDecision(tx, workspaceId, id);
      // One that was pruned has left its recommendation.
      const recommendationId = decision ? decision.recommendationId : await recommendationNamed(tx, workspaceId, id);
      if (recommendationId === undefined) throw notFound('decision', id);
      const own = decision ? [decision] : [];
      const rows = recommendationId === null ? own : await decisionsOf(tx, workspaceId, recommendationId);
      if (recommendationId !== null) await checkNoneOpen(tx, recommendationId);
      const entries = await recordEvents(
        tx,
        context,
        rows.map(({ seq, payloadHash }) => ({ kind: 'erasure', seq, payloadHash, reason })),
      );
      for (const { seq } of rows) await erasePayload(tx, { chainId: workspaceId, seq });
      const models = recommendationId === null ? [] : await forgetRecommendation(tx, { workspaceId, recommendationId });
      return { entries, models, recommendationId, decisions: rows.map((row) => row.id) };
    }),
  );
  context.witness?.(done.entries);
  await removeUnusedModels(context, done.models).catch(() => undefined);
  return { decisions: done.decisions, recommendationId: done.recommendationId };
}

async function checkNoneOpen(tx: Database, recommendationId: string): Promise<void> {
  const newest = await newestProbeOf(tx, recommendationId);
  if (!newest || !isOpen(newest)) return;
  throw new SextantError('probe_unfinished', `The probe ${newest.id} of this recommendation has not ended.`, {
    hint: 'Wait for it, or cancel it.',
  });
}
