// Makes the Python environment of the benchmarks' peers in the user's cache: `npx tsx bench/peers/install.ts`.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { peerPython } from '../common/peer-python.js';

function run(program: string, ...options: string[]): void {
  const { status, error } = spawnSync(program, options, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${options.join(' ')} ended with ${error?.message ?? status}`);
}

const python = peerPython();
const folder = dirname(dirname(python));
const requirements = fileURLToPath(new URL('./requirements.txt', import.meta.url));
run('python3', '-m', 'venv', folder);
run(python, '-m', 'pip', 'install', '--quiet', '--requirement', requirements);
console.log(`The peers are in ${folder}.`);
