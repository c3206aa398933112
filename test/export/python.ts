import { spawnSync } from 'node:child_process';
import { canMakeEnvironments, isMade, pythonWith } from '../../scripts/generators/python/environment.js';

export interface PythonResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs Python in a folder and waits for it. Keras takes the backend that its tests install, whatever the user has configured. */
export function runPython(python: string, parameters: readonly string[], folder: string): PythonResult {
  const env = { KERAS_BACKEND: 'jax', JAX_PLATFORMS: 'cpu', ...process.env, KERAS_HOME: folder };
  const { status, stdout, stderr } = spawnSync(python, parameters, { cwd: folder, encoding: 'utf8', env });
  return { status, output: `${stdout}${stderr}` };
}

export const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Whether what needs nothing but Python can be tested. By hand it may be left out; in CI nobody would see that it was. */
export function isPythonThere(isThere: boolean, { CI }: Readonly<Record<string, string | undefined>>): boolean {
  if (!isThere && CI) throw new Error('there is no python3, which tests in CI need');
  return isThere;
}

/** What the script for scikit-learn needs. */
export const sklearnPackages = ['scikit-learn==1.7.2', 'pandas==2.3.3'];

/** What the script for Keras needs, with JAX as the backend: it is the lightest of the three. */
export const kerasPackages = ['keras==3.15.1', 'jax[cpu]==0.10.2', ...sklearnPackages];

/** The Python that runs scripts for Keras: the one that a variable names, else one of our own. */
export const kerasPython = async (): Promise<string> =>
  process.env['KERAS_PYTHON'] ?? (await pythonWith(kerasPackages));

export const canRunKeras = canMakeEnvironments || process.env['KERAS_PYTHON'] !== undefined;

/** What the script for PyTorch needs. From the registry it brings gigabytes for graphics cards: heavy tests make the environment, others take it where it is. */
const pytorchPackages = ['torch==2.15.0', ...sklearnPackages];

/** The Python that runs scripts for PyTorch: the one that a variable names, else one of our own. */
export const pytorchPython = async (): Promise<string> =>
  process.env['PYTORCH_PYTHON'] ?? (await pythonWith(pytorchPackages));

export const canRunPytorch = canMakeEnvironments || process.env['PYTORCH_PYTHON'] !== undefined;
export const hasPytorch = process.env['PYTORCH_PYTHON'] !== undefined || isMade(pytorchPackages);
