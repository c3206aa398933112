import { z } from 'zod';
import { asSextantError } from '../../errors.js';
import { readPackageFile } from '../../package-info.js';
import type { Pool } from '../../probe/pool.js';
import type { Check } from './check.js';

/** What the set-up noted about TensorFlow's native library; absent where Sextant was not set up from its sources. */
const stampSchema = z.object({
  native: z
    .object({
      state: z.enum(['native', 'absent']),
      reason: z.string().optional(),
      fix: z.string().optional(),
      source: z.string().optional(),
      library: z.string().optional(),
    })
    .optional(),
});

/** Loads TensorFlow as a training would, in a process of the pool, and says which backend came of it and why. */
export async function checkTraining(createPool: () => Pool): Promise<Check> {
  const name = 'training';
  const pool = createPool();
  try {
    const { name: backend, version, reason } = await pool.backend();
    const detail = `TensorFlow.js ${version} on ${backend}${nativeSource(backend)}`;
    if (reason === undefined) return { name, status: 'ok', detail };
    return { name, status: 'warning', detail: `${detail}; ${reason}`, fix: nativeFix() };
  } catch (thrown) {
    const { message, hint } = asSextantError(thrown);
    return { name, status: 'broken', detail: message, fix: hint ?? nativeFix() };
  } finally {
    pool.close();
  }
}

function readStamp() {
  const result = stampSchema.safeParse(readPackageFile('node_modules/.sextant-setup.json'));
  return result.success ? result.data.native : undefined;
}

function nativeSource(backend: string): string {
  const stamp = backend === 'native' ? readStamp() : undefined;
  return stamp?.library === undefined ? '' : ` (${stamp.library})`;
}

function nativeFix(): string {
  const { reason, fix } = readStamp() ?? {};
  const why = reason === undefined ? '' : `The native library is absent: ${reason}. `;
  return `${why}${fix ?? 'Run `npm run setup`.'}`;
}
