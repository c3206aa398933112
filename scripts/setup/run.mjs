import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Finished
 * @property {number} code exit status; 127 when the program could not be started, 124 when it ran out of time
 * @property {string} output standard output and standard error in the order they came
 */

/**
 * Runs a program to its end and never throws.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutSeconds?: number }} [options]
 * @returns {Promise<Finished>}
 */
export function run(program, args, { cwd, env, timeoutSeconds = 600 } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      clearTimeout(timer);
      done({ code: 127, output: `${output}${error.message}` });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ending = late ? `\nstopped after ${timeoutSeconds} s` : signal === null ? '' : `\nended by ${signal}`;
      done({ code: late ? 124 : (code ?? 1), output: output + ending });
    });
  });
}

/**
 * Every executable of this name on the path, in its order.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [platform]
 */
export function findAllOnPath(name, env, platform = process.platform) {
  const endings = platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))).filter(isExecutable);
}

/**
 * @param {readonly string[]} names tried in order
 * @param {NodeJS.ProcessEnv} env
 */
export function findOnPath(names, env) {
  return names.map((name) => findAllOnPath(name, env)[0]).find((path) => path !== undefined);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Folder of the npm that runs us, else of the one on the path, else of the one shipped with this Node.
 * @param {NodeJS.ProcessEnv} env
 */
export function npmFolder(env) {
  const onPath = findOnPath(['npm'], env);
  const entries = [
    env['npm_execpath'],
    onPath === undefined ? undefined : realpathSync(onPath),
    resolve(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    resolve(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
  ];
  const folders = entries.flatMap((entry) => (entry === undefined ? [] : [resolve(dirname(entry), '..')]));
  return folders.find((folder) => existsSync(join(folder, 'bin/npm-cli.js')));
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Whether the module is the program that Node was asked to run, and not imported.
 * @param {string} moduleUrl import.meta.url
 */
export function isProgram(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && existsSync(started) && realpathSync(started) === fileURLToPath(moduleUrl);
}
