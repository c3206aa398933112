import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildBinding,
  cachedBinding,
  findPackage,
  hasCompiler,
  keepBinding,
  placeCachedBinding,
  tryBinding,
} from './binding.mjs';
import { cacheFolder, fetchWheel, findPython, libraryFolder, placeLibrary } from './library.mjs';
import { archiveUrl, platformKey, targets, thisMachine } from './platforms.mjs';
import { explainAbsence } from './reasons.mjs';
import { findAllOnPath, messageOf, npmFolder, run } from './run.mjs';

/**
 * @typedef {import('./binding.mjs').Package} Package
 * @typedef {import('./platforms.mjs').Target} Target
 * @typedef {import('./reasons.mjs').Cause} Cause
 * @typedef {import('./stamp.mjs').Native} Native
 *
 * @typedef {object} Attempt what each way of providing the library is given
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env
 * @property {(text: string) => void} log
 * @property {(text: string) => void} say tells people about a step that takes long
 * @property {Package} installed
 * @property {Target} target
 * @property {string} key
 * @property {string} folder of the unpacked library
 * @property {string} kept path of the compiled binding in the cache
 */

/**
 * Provides TensorFlow's native library and says how; never throws.
 * @param {Pick<Attempt, 'root' | 'env' | 'log' | 'say'>} context
 * @returns {Promise<Pick<Native, 'state' | 'reason' | 'fix' | 'source' | 'library'>>}
 */
export async function provideNative({ root, env, log, say }) {
  const installed = findPackage(root);
  if (installed === undefined) return absent(['package']);
  const key = platformKey(thisMachine());
  const library = `tfjs-node ${installed.version}, ${key}, N-API ${installed.napi}`;
  if (existsSync(installed.binding) && (await loads(root, log))) return { state: 'native', source: 'present', library };
  const target = targets[key];
  if (target === undefined) return absent(['platform']);
  const cache = cacheFolder({ root, env });
  const folder = libraryFolder(cache, key);
  const kept = cachedBinding(cache, installed, key);
  try {
    const attempt = { root, env, log, say, installed, target, key, folder, kept };
    const result = await tryEachSource(attempt);
    return typeof result === 'string' ? { state: 'native', source: result, library } : absent(result);
  } catch (error) {
    log(String(error));
    return absent(['disk']);
  }
}

/**
 * @param {Attempt} attempt
 * @returns {Promise<'cache' | 'download' | 'wheel' | readonly Cause[]>}
 */
async function tryEachSource(attempt) {
  if (existsSync(attempt.folder)) {
    const cause = await useUnpacked(attempt);
    return cause === undefined ? 'cache' : [cause];
  }
  if (await download(attempt)) return 'download';
  const missing = missingTools(attempt);
  if (missing.length > 0) return missing;
  const { target, folder, env, log, say } = attempt;
  if (target.wheel === undefined) return ['network'];
  say(`fetching TensorFlow's library once for this machine (${target.wheel.sizeMb} MB)`);
  const cause = (await fetchWheel({ target, wheel: target.wheel, folder, env, log })) ?? (await useUnpacked(attempt));
  return cause === undefined ? 'wheel' : [cause];
}

/**
 * @param {Attempt} attempt
 * @returns {readonly Cause[]}
 */
function missingTools({ env, kept }) {
  return [
    ...(findPython(env) === undefined ? /** @type {const} */ (['python']) : []),
    ...(hasCompiler(env) || existsSync(kept) ? [] : /** @type {const} */ (['compiler'])),
  ];
}

/**
 * Places the unpacked library, then the binding that was compiled before on this machine, else compiles it.
 * @param {Attempt} attempt
 * @returns {Promise<Cause | undefined>}
 */
async function useUnpacked({ root, env, log, installed, target, folder, kept }) {
  placeLibrary({ target, folder, packageFolder: installed.folder });
  if (placeCachedBinding(kept, installed) && (await loads(root, log))) return undefined;
  if (!hasCompiler(env)) return 'compiler';
  if (findPython(env) === undefined) return 'python';
  rmSync(installed.binding, { force: true });
  const built = await buildBinding(installed, env);
  log(built.output);
  if (built.code !== 0) return 'build';
  if (!(await loads(root, log))) return 'load';
  keepBinding(kept, installed);
  return undefined;
}

/**
 * The package's own way. One quick question first: where its host is out of reach it must not cost minutes.
 * @param {Attempt} attempt
 * @returns {Promise<boolean>}
 */
async function download({ root, env, log, say, installed, target }) {
  const url = archiveUrl(target, env);
  if (!(await answers(url, log))) return false;
  const npm = npmFolder(env);
  if (npm === undefined) return false;
  say(`downloading TensorFlow's library from ${new URL(url).host}`);
  const args = [join(npm, 'bin/npm-cli.js'), 'run', 'install'];
  const finished = await run(process.execPath, args, { cwd: installed.folder, env, timeoutSeconds: 600 });
  log(finished.output);
  return finished.code === 0 && existsSync(installed.binding) && loads(root, log);
}

/**
 * @param {string} url
 * @param {(text: string) => void} log
 */
async function answers(url, log) {
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    log(`${url}: ${response.status}`);
    return response.ok;
  } catch (error) {
    log(`${url}: ${messageOf(error)}`);
    return false;
  }
}

/**
 * @param {string} root
 * @param {(text: string) => void} log
 */
async function loads(root, log) {
  const tried = await tryBinding(root);
  if (tried.code !== 0) log(tried.output);
  return tried.code === 0;
}

/**
 * @param {readonly Cause[]} causes
 * @returns {Pick<Native, 'state' | 'reason' | 'fix'>}
 */
function absent(causes) {
  return { state: 'absent', ...explainAbsence(causes) };
}

/**
 * What the native step depends on, found without starting a program: when it changes, an absent library is tried again.
 * @param {NodeJS.ProcessEnv} env
 */
export function toolsFound(env) {
  const names = ['python3', 'python', 'c++', 'g++', 'clang++', 'make', 'gmake'];
  return names.flatMap((name) => findAllOnPath(name, env).slice(0, 1)).join(' ');
}
