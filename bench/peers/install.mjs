// Makes the Python environment of the benchmarks' peers in the user's cache: `node bench/peers/install.mjs`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { register } from 'tsx/esm/api';

register();
const { peerPython } = await import('../common/peer-python.ts');

/** @param {string} program @param {string[]} options */
function run(program, ...options) {
  const { status, error } = spawnSync(program, options, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${options.join(' ')} ended with ${status ?? error?.message}`);
}

const python = peerPython();
run('python3', '-m', 'venv', dirname(dirname(python)));
run(python, '-m', 'pip', 'install', '--quiet', '--requirement', join(import.meta.dirname, 'requirements.txt'));
console.log(`The peers are in ${dirname(dirname(python))}.`);
