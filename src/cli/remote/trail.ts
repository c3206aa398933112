import { notThere, type TrailPlace, type TrailVerbs } from '../verbs.js';
import { erasedAnswer, pruningAnswer, verificationAnswer } from './answers.js';
import type { Client } from './client.js';

/** The trail of the workspace of the key; a server shows nobody its own. */
export function remoteTrail({ url, read }: Pick<Client, 'url' | 'read'>): TrailVerbs {
  const check = ({ workspace, service }: TrailPlace): void => {
    if (workspace !== undefined) throw notThere('--workspace', url);
    if (service) throw notThere('--service', url);
  };
  return {
    verify: ({ keys, notes, signal, ...place }) => {
      check(place);
      if (keys !== undefined) throw notThere('a key of your own', url);
      if (notes !== undefined) throw notThere('--checkpoints', url);
      return read(verificationAnswer, '/v1/audit/verify', { method: 'POST', ...(signal && { signal }) });
    },
    erase: ({ id, reason, ...place }) => {
      check(place);
      return read(erasedAnswer, `/v1/decisions/${encodeURIComponent(id)}/erasure`, {
        method: 'POST',
        json: { reason },
      });
    },
    prune: ({ before, reason, ...place }) => {
      check(place);
      const json = { before: new Date(before).toISOString(), reason };
      return read(pruningAnswer, '/v1/audit/prune', { method: 'POST', json });
    },
  };
}
