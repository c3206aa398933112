import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { wheelVersion } from './platforms.mjs';
import { causeOfPipFailure } from './reasons.mjs';
import { findOnPath, run } from './run.mjs';

/**
 * @typedef {import('./platforms.mjs').Target} Target
 * @typedef {import('./platforms.mjs').Wheel} Wheel
 * @typedef {import('./reasons.mjs').Cause} Cause
 */

/**
 * The user's folder for what is fetched or built once per machine; one inside the clone when there is no home.
 * @param {{ root: string, env: NodeJS.ProcessEnv, platform?: string }} where
 */
export function cacheFolder({ root, env, platform = process.platform }) {
  const chosen = env['SEXTANT_CACHE_DIR'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const shared = env['XDG_CACHE_HOME'];
  if (shared !== undefined && shared !== '') return join(shared, 'sextant');
  const home = env['HOME'] ?? homedir();
  if (!existsSync(home)) return join(root, '.cache/sextant');
  return platform === 'darwin' ? join(home, 'Library/Caches/sextant') : join(home, '.cache/sextant');
}

/**
 * Folder of the unpacked library, with `lib/` and `include/`. It appears in one rename, so that it is whole if it is there.
 * @param {string} cache
 * @param {string} key
 */
export function libraryFolder(cache, key) {
  return join(cache, `tensorflow-${wheelVersion}-${key}`);
}

// Reads the wheel as what it is, a zip: the library and the headers of its C interface, nothing else of the 1 GB.
const unpackProgram = `
import os, shutil, sys, zipfile
wheel, out, libraries = sys.argv[1], sys.argv[2], sys.argv[3:]
include = 'tensorflow/include/'
headers = tuple(include + part for part in ('tensorflow/c/', 'tsl/', 'tensorflow/core/platform/ctstring'))
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.endswith('/') or '..' in name.split('/'):
            continue
        if name.startswith(headers):
            path = os.path.join(out, 'include', name[len(include):])
        elif name.startswith('tensorflow/') and name[len('tensorflow/'):] in libraries:
            path = os.path.join(out, 'lib', name[len('tensorflow/'):])
        else:
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with archive.open(name) as source, open(path, 'wb') as target:
            shutil.copyfileobj(source, target, 1 << 20)
`;

/**
 * Fetches the wheel by pip, which checks its hash, and unpacks the library into the cache.
 * @param {{ target: Target, wheel: Wheel, folder: string, env: NodeJS.ProcessEnv, log: (text: string) => void }} job
 * @returns {Promise<Cause | undefined>} why it could not be had
 */
export async function fetchWheel({ target, wheel, folder, env, log }) {
  const python = findPython(env);
  if (python === undefined) return 'python';
  let work;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    work = mkdtempSync(`${folder}.tmp-`);
    writeFileSync(join(work, 'requirements.txt'), `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
    const fetched = await run(python, pipArguments(wheel, work), { env: pipEnvironment(env), timeoutSeconds: 1200 });
    log(fetched.output);
    const file = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (fetched.code !== 0 || file === undefined) return causeOfPipFailure(fetched.output);
    const content = join(work, 'content');
    const unpacked = await run(python, ['-c', unpackProgram, join(work, file), content, ...target.libraries]);
    log(unpacked.output);
    if (unpacked.code !== 0) return 'disk';
    if (!existsSync(folder)) renameSync(content, folder);
    return undefined;
  } catch (error) {
    log(String(error));
    return 'disk';
  } finally {
    if (work !== undefined) rmSync(work, { recursive: true, force: true });
  }
}

/** @param {NodeJS.ProcessEnv} env */
export function findPython(env) {
  return findOnPath(['python3', 'python'], env);
}

/**
 * @param {Wheel} wheel
 * @param {string} work
 */
function pipArguments(wheel, work) {
  const what = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--platform', wheel.platform];
  const how = ['--require-hashes', '--no-input', '--disable-pip-version-check', '--retries', '2', '--timeout', '30'];
  return ['-m', 'pip', 'download', ...what, ...how, '--dest', work, '--requirement', join(work, 'requirements.txt')];
}

/**
 * A user's pip may refuse to run outside a virtual environment; nothing is installed here.
 * @param {NodeJS.ProcessEnv} env
 */
function pipEnvironment(env) {
  return { ...env, PIP_REQUIRE_VIRTUALENV: 'false' };
}

/**
 * Puts the unpacked library where the package looks for it. Hard links cost nothing and outlive the cache; where the
 * cache is on another disk the files are copied.
 * @param {{ target: Target, folder: string, packageFolder: string }} where
 */
export function placeLibrary({ target, folder, packageFolder }) {
  const deps = join(packageFolder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  for (const name of target.libraries) linkOrCopy(join(folder, 'lib', name), join(deps, 'lib', name));
  for (const [name, file] of Object.entries(target.links)) symlinkSync(file, join(deps, 'lib', name));
  cpSync(join(folder, 'include'), join(deps, 'include'), { recursive: true });
}

/**
 * @param {string} from
 * @param {string} to
 */
export function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}

/**
 * Names a built binding by everything it depends on.
 * @param {{ version: string, key: string, napi: number, source: string }} binding
 */
export function bindingName({ version, key, napi, source }) {
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return `binding-${version}-${key}-napi${napi}-${digest}.node`;
}
