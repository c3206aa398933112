import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';
import type * as tfCore from '@tensorflow/tfjs-core';
import { SextantError } from '../errors.js';
import type { BackendName } from './schema.js';

export type Tf = typeof tfCore;

export interface Backend {
  readonly tf: Tf;
  readonly name: BackendName;
  /** Why a faster backend is not the one in use; absent when the fastest is. */
  readonly reason?: string;
}

const require = createRequire(import.meta.url);

/**
 * Loads the fastest backend that works: native, else wasm, else cpu; or exactly the one asked for.
 * @throws SextantError `backend_unavailable` when the one asked for does not load.
 */
export async function loadBackend(wanted: BackendName | 'auto'): Promise<Backend> {
  const order: readonly BackendName[] = wanted === 'auto' ? ['native', 'wasm', 'cpu'] : [wanted];
  const reasons: string[] = [];
  for (const name of order) {
    try {
      const tf = await loaders[name]();
      return reasons.length > 0 ? { tf, name, reason: reasons.join('; ') } : { tf, name };
    } catch (cause) {
      reasons.push(`${name}: ${firstLine(cause)}`);
      if (name === order.at(-1)) throw unavailable(reasons, cause);
    }
  }
  throw unavailable(reasons, undefined);
}

const loaders: Readonly<Record<BackendName, () => Promise<Tf>>> = {
  async native() {
    restoreUtilities();
    await import('@tensorflow/tfjs-node');
    // The package brings its own copy of the core when versions differ; ours is the one that has the backend registered.
    const tf = await import('@tensorflow/tfjs-core');
    return ready(tf, 'tensorflow');
  },
  async wasm() {
    const tf = await import('@tensorflow/tfjs-core');
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(`${join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist')}/`);
    return ready(tf, 'wasm');
  },
  async cpu() {
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-cpu');
    return ready(tf, 'cpu');
  },
};

async function ready(tf: Tf, registered: string): Promise<Tf> {
  if (!(await tf.setBackend(registered))) throw new Error(`backend ${registered} does not start`);
  await tf.ready();
  const two = tf.tidy(() => tf.add(tf.scalar(1), tf.scalar(1)).dataSync()[0]);
  if (two !== 2) throw new Error(`backend ${registered} computes 1 + 1 = ${two}`);
  return tf;
}

/** tfjs-node 4.22 calls two helpers that Node 23 removed. */
function restoreUtilities(): void {
  const target: Record<string, unknown> = util;
  target['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  target['isArray'] ??= Array.isArray;
}

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.slice(0, 200) ?? '';

const unavailable = (reasons: readonly string[], cause: unknown): SextantError =>
  new SextantError('backend_unavailable', `No TensorFlow.js backend loads (${reasons.join('; ')}).`, {
    hint: 'Run `npm run setup`, then `sextant doctor`; or choose another backend with --backend.',
    cause,
  });
