import { keyNameOf } from '../audit/checkpoint.js';
import { takeCheckpointIfSound } from '../audit/take-checkpoint.js';
import { endAuditKey, installationId, saveAuditKey } from '../store/audit-checkpoints.js';
import { chainEnds } from '../store/audit-entries.js';
import type { Context } from './context.js';
import { recordServiceEvents } from './record-event.js';

export interface Rotation {
  /** Base64 of the public key that signs from now on. */
  readonly publicKey: string;
  /** The one before. */
  readonly before: string;
  /** Where the private key lies that signs no longer. */
  readonly retired: string;
}

/**
 * Makes another key, which signs from now on. The old one signs every trail as it is first, and no note of it counts for what is added later. Servers on this
 * machine take the new one up with their next note.
 * @throws SextantError `config_invalid` where the key can be neither read nor made, and what the store throws
 */
export const rotateAuditKey = (context: Context): Promise<Rotation> =>
  context.store(async ({ db }) => {
    const { notary, clock } = context;
    const old = notary.openKey().publicKey.toString('base64');
    for (const { chainId, seq } of await chainEnds(db)) await takeCheckpointIfSound(db, { chainId, upTo: seq }, notary);
    const name = keyNameOf(await installationId(db, notary.createId));
    const { key, retired } = context.renewAuditKey();
    const publicKey = key.publicKey.toString('base64');
    const entries = await db.transaction(async (tx) => {
      const now = clock.now();
      await saveAuditKey(tx, { name, publicKey: old, validFrom: now, validUntil: null });
      await endAuditKey(tx, old, now);
      await saveAuditKey(tx, { name, publicKey, validFrom: now, validUntil: null });
      return recordServiceEvents(tx, context, [{ kind: 'key', change: 'rotated', key: publicKey, before: old }]);
    });
    context.witness?.(entries);
    return { publicKey, before: old, retired };
  });
