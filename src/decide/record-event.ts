import { appendEntries } from '../audit/append.js';
import { draftOfEvent, serviceChain, type TrailEvent } from '../audit/trail-events.js';
import type { Database } from '../store/database.js';
import type { AuditEntryRow } from '../store/schema.js';
import type { Context } from './context.js';

/** Adds what happened to the workspace's trail, in the transaction that does it. */
export const recordEvents = (tx: Database, context: Context, events: readonly TrailEvent[]): Promise<AuditEntryRow[]> =>
  record(tx, context, { chainId: context.workspaceId, events });

/** Adds what happened to the service to its own trail, in the transaction that does it. */
export const recordServiceEvents = (
  tx: Database,
  context: Context,
  events: readonly TrailEvent[],
): Promise<AuditEntryRow[]> => record(tx, context, { chainId: serviceChain, events });

function record(
  tx: Database,
  { ids, actor, clock }: Context,
  { chainId, events }: { readonly chainId: string; readonly events: readonly TrailEvent[] },
): Promise<AuditEntryRow[]> {
  return appendEntries(
    tx,
    events.map((event) => draftOfEvent(event, { chainId, ids, actor })),
    clock,
  );
}
