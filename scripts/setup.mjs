// Prepares a clone: packages, TensorFlow's native library, build. Plain JavaScript without packages, since it comes first.
//   node scripts/setup.mjs [--quiet] [--no-build] [--retry]
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPackage } from './setup/binding.mjs';
import { withLock } from './setup/lock.mjs';
import { provideNative, toolsFound } from './setup/native.mjs';
import { absenceLine } from './setup/reasons.mjs';
import { isProgram, messageOf, npmFolder, run } from './setup/run.mjs';
import { hashOf, isInstalled, readStamp, updateStamp } from './setup/stamp.mjs';

/**
 * @typedef {object} Options
 * @property {boolean} [quiet] no line about what was done
 * @property {boolean} [build]
 * @property {boolean} [retry] try again for an absent native library
 */

export const root = fileURLToPath(new URL('..', import.meta.url));
const buildInputs = [
  'src',
  'migrations',
  'scripts/build.mjs',
  'scripts/build-steps',
  'sdk/typescript/src',
  'sdk/typescript/tsconfig.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
];
const buildOutputs = ['dist', ...(existsSync(join(root, 'sdk/typescript/src')) ? ['sdk/typescript/dist'] : [])];
const retryAfterHours = 24;

/** @typedef {{ name: string, isDone: () => boolean, work: () => Promise<string> }} Step */

/**
 * Does what is not yet done, one process at a time. A failing install or build throws; the native library never does.
 * @param {Options} [options]
 */
export async function setUp({ quiet = false, build = true, retry = false } = {}) {
  const say = (/** @type {string} */ text) => {
    if (!quiet) console.log(`setup: ${text}`);
  };
  const steps = [installStep(), nativeStep(say, retry), ...(build ? [buildStep()] : [])];
  const pending = () => steps.filter((step) => !step.isDone());
  if (pending().length === 0) return say(`up to date (${nativeState()})`);
  await withLock(
    root,
    (pid) => say(`waiting for another set-up (process ${pid})`),
    async () => {
      // Asked again under the lock and step by step: another process may have done it, and an install undoes what follows.
      for (const step of steps) {
        if (step.isDone()) continue;
        const started = performance.now();
        const result = await step.work();
        say(`${step.name}: ${result} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      }
    },
  );
}

/** @returns {Step} */
function installStep() {
  const lockHash = hashOf(root, ['package-lock.json']);
  return {
    name: 'packages',
    isDone: () => readStamp(root).lockHash === lockHash || adopt(lockHash),
    work: async () => {
      const npm = npmFolder(process.env);
      if (npm === undefined) throw new Error('npm was not found; it comes with Node.js');
      const args = [join(npm, 'bin/npm-cli.js'), 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
      const done = await run(process.execPath, args, { cwd: root, env: process.env, timeoutSeconds: 1800 });
      if (done.code !== 0) throw new Error(`npm ci failed:\n${lastLines(done.output)}`);
      updateStamp(root, { lockHash });
      return 'installed';
    },
  };
}

/**
 * Packages that somebody installed by npm itself are as good as ours.
 * @param {string} lockHash
 */
function adopt(lockHash) {
  try {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const installed = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8'));
    if (!isInstalled(lock, installed)) return false;
    updateStamp(root, { lockHash });
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {(text: string) => void} say
 * @param {boolean} retry
 * @returns {Step}
 */
function nativeStep(say, retry) {
  const tools = toolsFound(process.env);
  let tried = false;
  return {
    name: 'native TensorFlow',
    isDone: () => {
      const { native } = readStamp(root);
      if (native === undefined) return false;
      if (native.state === 'native') return existsSync(findPackage(root)?.binding ?? '');
      const ageHours = (Date.now() - Date.parse(native.checkedAt)) / 3_600_000;
      return tried || !(retry || native.tools !== tools || ageHours > retryAfterHours);
    },
    work: async () => {
      tried = true;
      const started = performance.now();
      const outcome = await provideNative({ root, env: process.env, log: openLog(), say });
      const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
      updateStamp(root, { native: { ...outcome, tools, seconds, checkedAt: new Date().toISOString() } });
      return outcome.state === 'native' ? `ready, from ${outcome.source}` : absenceLine(outcome);
    },
  };
}

/** @returns {Step} */
function buildStep() {
  const sourceHash = hashOf(root, buildInputs);
  return {
    name: 'build',
    isDone: () =>
      readStamp(root).build?.sourceHash === sourceHash && buildOutputs.every((path) => existsSync(join(root, path))),
    work: async () => {
      const started = performance.now();
      const done = await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, env: process.env });
      if (done.code !== 0) throw new Error(`the build failed:\n${lastLines(done.output)}`);
      const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
      updateStamp(root, { build: { sourceHash, seconds, builtAt: new Date().toISOString() } });
      return 'done';
    },
  };
}

function nativeState() {
  const { native } = readStamp(root);
  return native?.state === 'absent' ? `native TensorFlow ${absenceLine(native)}` : 'native TensorFlow';
}

function openLog() {
  const path = join(root, 'node_modules/.sextant-setup.log');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(path, '');
  return (/** @type {string} */ text) => appendFileSync(path, `${text.trimEnd()}\n`);
}

/** @param {string} output */
const lastLines = (output) => output.trimEnd().split('\n').slice(-30).join('\n');

/** @param {string} version */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

async function main() {
  if (!isSupportedNode(process.versions.node))
    throw new Error(`Node.js ${process.versions.node} is too old: 20.19 or later is needed`);
  const flags = new Set(process.argv.slice(2));
  const unknown = [...flags].filter((flag) => !['--quiet', '--no-build', '--retry'].includes(flag));
  if (unknown.length > 0) throw new Error(`unknown argument ${unknown.join(' ')}; known: --quiet --no-build --retry`);
  await setUp({ quiet: flags.has('--quiet'), build: !flags.has('--no-build'), retry: flags.has('--retry') });
}

if (isProgram(import.meta.url)) {
  await main().catch((error) => {
    console.error(`setup: ${messageOf(error)}`);
    process.exitCode = 1;
  });
}
