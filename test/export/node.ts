import { spawnSync } from 'node:child_process';

/** Runs Node in a folder and waits for it. */
export const runNode = (parameters: readonly string[], folder: string) => {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: folder, encoding: 'utf8', env });
  return { status, output: `${stdout}${stderr}` };
};
/** The package of TensorFlow.js for Node is optional: it needs a library that not every machine has. */
export const hasTensorFlow = runNode(['-e', "require('@tensorflow/tfjs-node')"], process.cwd()).status === 0;
