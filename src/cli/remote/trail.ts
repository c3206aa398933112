import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { VerifiedTrail, VerifyRequest } from '../../decide/audit.js';
import { SextantError } from '../../errors.js';
import { usageError } from '../command-line.js';
import { notThere, type TrailPlace, type TrailVerbs } from '../verbs.js';
import { erasedAnswer, pruningAnswer, verificationAnswer } from './answers.js';
import type { Client } from './client.js';

/** The trail of the workspace of the key; a server shows nobody its own. */
export function remoteTrail({ url, ask, read }: Client): TrailVerbs {
  const check = ({ workspace, service }: TrailPlace): void => {
    if (workspace !== undefined) throw notThere('--workspace', url);
    if (service) throw notThere('--service', url);
  };
  const verify = ({ keys, notes, signal }: VerifyRequest): Promise<VerifiedTrail> => {
    if (keys !== undefined) throw notThere('a key of your own', url);
    if (notes !== undefined) throw notThere('--checkpoints', url);
    return read(verificationAnswer, '/v1/audit/verify', { method: 'POST', ...(signal && { signal }) });
  };
  return {
    export: async ({ folder, signal, ...place }) => {
      check(place);
      const zip = `${folder}.zip`;
      if (existsSync(zip)) throw usageError(`${zip} is there already.`, 'Name another folder.');
      await mkdir(dirname(zip), { recursive: true });
      await writeWhole(zip, { url, response: await ask('/v1/audit/export', { signal }), signal });
      return { zip };
    },
    verify: ({ workspace, service, ...request }) => {
      check({ workspace, service });
      return verify(request);
    },
    verifyAll: async (request) => {
      const found = await verify(request);
      const { intact, keys } = found;
      return { intact, scope: 'workspace', keys, chains: [{ ...found, workspace: null }] };
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

interface Arriving {
  readonly url: string;
  readonly response: Response;
  readonly signal: AbortSignal;
}

/** A zip that breaks off leaves nothing behind. */
async function writeWhole(path: string, { url, response, signal }: Arriving): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  try {
    const body = Readable.fromWeb(response.body ?? new Blob([]).stream());
    await pipeline(body, createWriteStream(partial), { signal });
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new SextantError('server_unreachable', `The trail did not come whole from the server at ${url}.`, {
      hint: `Ask again, and see that there is room for ${path}.`,
      fields: { url },
      cause,
    });
  }
}
