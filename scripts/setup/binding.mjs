import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bindingName, linkOrCopy } from './library.mjs';
import { wheelVersion } from './platforms.mjs';
import { findAllOnPath, findOnPath, npmFolder, run } from './run.mjs';

/**
 * The installed tfjs-node.
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} version
 * @property {number} napi the newest interface that both this Node and the package know
 * @property {string} binding path at which it looks for its compiled part
 */

/**
 * @param {string} root
 * @returns {Package | undefined}
 */
export function findPackage(root) {
  try {
    const path = createRequire(join(root, 'package.json')).resolve('@tensorflow/tfjs-node/package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const napi = newestInterface(manifest.binary.napi_versions, Number(process.versions['napi']));
    const folder = dirname(path);
    return { folder, version: manifest.version, napi, binding: join(folder, `lib/napi-v${napi}/tfjs_binding.node`) };
  } catch {
    return undefined;
  }
}

/**
 * @param {readonly number[]} offered
 * @param {number} known
 */
export function newestInterface(offered, known) {
  return Math.max(...offered.filter((version) => version <= known));
}

/**
 * What a build needs beside Node: nothing is downloaded before all of it is there.
 * @param {NodeJS.ProcessEnv} env
 */
export function hasCompiler(env) {
  const compiler = env['CXX'] ?? findOnPath(['c++', 'g++', 'clang++'], env);
  return compiler !== undefined && findOnPath(['make', 'gmake'], env) !== undefined;
}

/**
 * Node's headers as shipped beside a Node. Those of another Node serve too: the interface is the same in all of them.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} folder that holds include/node; undefined: node-gyp downloads them
 */
export function headersFolder(env) {
  const programs = [process.execPath, ...findAllOnPath('node', env)];
  const prefixes = programs.map((program) => resolve(dirname(realpathSync(program)), '..'));
  return prefixes.find((prefix) => existsSync(join(prefix, 'include/node/node_api.h')));
}

/**
 * Compiles the binding in the package's folder against deps/.
 * @param {Package} installed
 * @param {NodeJS.ProcessEnv} env
 */
export async function buildBinding(installed, env) {
  const npm = npmFolder(env);
  if (npm === undefined) return { code: 127, output: 'npm, which brings node-gyp, was not found' };
  const requireThere = createRequire(join(installed.folder, 'package.json'));
  const tool = join(dirname(requireThere.resolve('@mapbox/node-pre-gyp/package.json')), 'bin/node-pre-gyp');
  const headers = headersFolder(env);
  const buildEnv = { ...env, npm_config_node_gyp: join(npm, 'node_modules/node-gyp/bin/node-gyp.js') };
  const nodedir = headers === undefined ? [] : [`--nodedir=${headers}`];
  const built = await run(process.execPath, [tool, 'install', '--build-from-source', ...nodedir], {
    cwd: installed.folder,
    env: buildEnv,
    timeoutSeconds: 600,
  });
  if (built.code !== 0 || process.platform !== 'darwin') return built;
  // The wheel's libraries carry other names than the package's own, which it would find by a path of its own.
  const args = ['-add_rpath', '@loader_path/../../deps/lib', installed.binding];
  const named = await run('install_name_tool', args, { env });
  return { code: named.code, output: built.output + named.output };
}

/**
 * @param {string} cache
 * @param {Package} installed
 * @param {string} key platform
 */
export function cachedBinding(cache, installed, key) {
  return join(cache, bindingName({ version: installed.version, key, napi: installed.napi, source: wheelVersion }));
}

/**
 * @param {string} file
 * @param {Package} installed
 * @returns {boolean} whether there was one
 */
export function placeCachedBinding(file, installed) {
  if (!existsSync(file)) return false;
  mkdirSync(dirname(installed.binding), { recursive: true });
  rmSync(installed.binding, { force: true });
  linkOrCopy(file, installed.binding);
  return true;
}

/**
 * @param {string} file
 * @param {Package} installed
 */
export function keepBinding(file, installed) {
  const next = `${file}.${process.pid}`;
  rmSync(next, { force: true });
  linkOrCopy(installed.binding, next);
  renameSync(next, file);
}

/**
 * Loads the binding in a process of its own, since a bad one ends the process, and multiplies two matrices.
 * @param {string} root
 */
export function tryBinding(root) {
  const program = fileURLToPath(new URL('./try-native.mjs', import.meta.url));
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  return run(process.execPath, [program, root], { env, timeoutSeconds: 60 });
}
