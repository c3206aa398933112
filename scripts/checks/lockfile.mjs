// Run as a program: package-lock.json names no server, and lists what each platform needs. `--mend` adds what is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProgram } from '../setup/run.mjs';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 *
 * @typedef {{ packages?: Record<string, Entry> }} Lock
 */

/**
 * An entry that says where it was fetched would send every install there, whatever registry the user has configured.
 * @param {Lock} lock
 * @returns {string[]} paths of such entries
 */
export function findResolved(lock) {
  const entries = Object.entries(lock.packages ?? {});
  return entries.filter(([, entry]) => entry.resolved !== undefined && entry.link !== true).map(([path]) => path);
}

/**
 * npm drops the entry of an optional package that it could not reach, and `npm ci` then refuses the lock file.
 * @param {Lock} lock
 * @returns {{ name: string, version: string, dev: boolean }[]} packages for other platforms that have no entry
 */
export function findDropped(lock) {
  const packages = lock.packages ?? {};
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !hasEntry(packages, path, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

/**
 * As Node looks it up: beside the dependent's own packages, then in each folder above.
 * @param {Record<string, Entry>} packages
 * @param {string} path of the dependent
 * @param {string} name
 */
function hasEntry(packages, path, name) {
  const parts = path === '' ? [] : path.split('/node_modules/');
  const folders = parts.map((_, depth) => `${parts.slice(0, depth + 1).join('/node_modules/')}/`);
  return ['', ...folders].some((folder) => packages[`${folder}node_modules/${name}`] !== undefined);
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];
/** A processor without an operating system: such packages name none. */
const virtual = 'wasm32';
const libraries = { gnu: 'glibc', musl: 'musl' };

/**
 * Entry of a package made for one platform, which its name tells, as in `@scope/binding-linux-arm64-musl`.
 * @param {{ name: string, version: string, dev: boolean }} dropped
 * @returns {Entry | undefined} undefined when the name does not tell or the version is a range
 */
export function entryFor({ name, version, dev }) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = [...processors, virtual].find((processor) => words.includes(processor));
  if (cpu === undefined || (os === undefined && cpu !== virtual) || !/^\d+\.\d+\.\d+/.test(version)) return undefined;
  const libc = Object.entries(libraries).flatMap(([word, library]) => (words.includes(word) ? [library] : []));
  const known = { version, cpu: [cpu], ...(dev ? { dev } : {}), ...(libc.length > 0 ? { libc } : {}) };
  return { ...known, optional: true, ...(os === undefined ? {} : { os: [os] }) };
}

/**
 * @param {Lock} lock changed in place
 * @returns {string[]} names that could not be mended
 */
export function mend(lock) {
  const packages = lock.packages ?? {};
  const left = [];
  for (const dropped of findDropped(lock)) {
    const entry = entryFor(dropped);
    if (entry === undefined) left.push(dropped.name);
    else packages[`node_modules/${dropped.name}`] = entry;
  }
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(sorted);
  return left;
}

if (isProgram(import.meta.url)) {
  const path = join(import.meta.dirname, '../../package-lock.json');
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  if (process.argv.includes('--mend')) {
    mend(lock);
    writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  }
  const resolved = findResolved(lock).map((entry) => `${entry} has "resolved": install with this repository's .npmrc`);
  const dropped = findDropped(lock).map(
    ({ name }) => `${name} has no entry: run \`node scripts/checks/lockfile.mjs --mend\``,
  );
  const problems = [...resolved, ...dropped];
  for (const problem of problems.slice(0, 20)) console.log(`package-lock.json: ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
