import { spawnSync } from 'node:child_process';

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

/** What the script for scikit-learn needs. */
export const sklearnPackages = ['scikit-learn==1.7.2', 'pandas==2.3.3'];
