import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface PythonResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs Python in a folder and waits for it. */
export function runPython(python: string, parameters: readonly string[], folder: string): PythonResult {
  const { status, stdout, stderr } = spawnSync(python, parameters, { cwd: folder, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

export const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Where Python can make environments, what is installed into them is a part of the tests: that it cannot be installed is a failure. */
export const hasEnvironments = spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0;

/** The first use of packages on a machine installs them, which takes a while. */
export const installTimeoutMs = 600_000;

const run = promisify(execFile);

/** The interpreter of an environment with packages of these versions, in the user's cache. One that is half made is nobody's. */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sextant');
  const folder = join(cache, packages.join('-').replaceAll(/[^\w.-]/g, '-'));
  const pythonOf = (environment: string): string => join(environment, 'bin', 'python');
  if (existsSync(pythonOf(folder))) return pythonOf(folder);
  const made = join(cache, randomUUID());
  mkdirSync(dirname(made), { recursive: true });
  try {
    await run('python3', ['-m', 'venv', made]);
    await run(pythonOf(made), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Another test file was faster.
    if (!existsSync(pythonOf(folder))) throw error;
  }
  return pythonOf(folder);
}
