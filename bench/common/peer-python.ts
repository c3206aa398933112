import { homedir } from 'node:os';
import { join } from 'node:path';

/** The interpreter of the environment that bench/peers/install.ts makes, whether it is there or not. */
export const peerPython = (): string =>
  process.env['SEXTANT_BENCH_PYTHON'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sextant', 'bench-peers', 'bin', 'python');
