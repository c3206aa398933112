import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** What generates the Python SDK, and what checks and builds it: one environment for all of that. */
export const toolPackages = ['openapi-python-client==0.29.1', 'ruff==0.17.6', 'hatchling==1.33.0', 'mypy==2.4.1'];

/** Where Python can make environments what is tested with them is a part of the tests: that one cannot be made is a failure. */
export const canMakeEnvironments = spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0;

/** The first use on a machine installs the packages, which takes a while. */
export const environmentTimeoutMs = 600_000;

const run = promisify(execFile);

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sextant');
const folderOf = (packages: readonly string[]): string => join(cache, packages.join('-').replaceAll(/[^\w.-]/g, '-'));
const pythonOf = (environment: string): string => join(environment, 'bin', 'python');

/** Whether the environment with these packages was made before. */
export const isMade = (packages: readonly string[]): boolean => existsSync(pythonOf(folderOf(packages)));

/** The interpreter of an environment with these packages, in the user's cache. One that is half made is nobody's. */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const folder = folderOf(packages);
  if (existsSync(pythonOf(folder))) return pythonOf(folder);
  const made = join(cache, randomUUID());
  mkdirSync(dirname(made), { recursive: true });
  try {
    await run('python3', ['-m', 'venv', made]);
    await run(pythonOf(made), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    // Of a Python that is no longer there.
    if (!existsSync(pythonOf(folder))) rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(pythonOf(folder))) throw error;
  }
  return pythonOf(folder);
}
