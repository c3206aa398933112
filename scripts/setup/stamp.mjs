import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What the set-up did, kept in node_modules so that it goes when they go. `sextant doctor` reads it.
 * @typedef {object} Native
 * @property {'native' | 'absent'} state
 * @property {string} [reason] when absent: what is missing
 * @property {string} [fix] when absent: what mends it
 * @property {'download' | 'wheel' | 'cache' | 'present'} [source] where the library came from
 * @property {string} [library] version and platform of what was loaded
 * @property {string} tools what was found on the path; an absent library is tried again when this changes
 * @property {number} seconds
 * @property {string} checkedAt ISO 8601
 *
 * @typedef {object} Built
 * @property {string} sourceHash
 * @property {number} seconds
 * @property {string} builtAt ISO 8601
 *
 * @typedef {object} Stamp
 * @property {string} [lockHash]
 * @property {Native} [native]
 * @property {Built} [build]
 */

/** @param {string} root */
export function stampPath(root) {
  return join(root, 'node_modules/.sextant-setup.json');
}

/**
 * @param {string} root
 * @returns {Stamp} empty when there is none or it cannot be read: the steps are then done again
 */
export function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampPath(root), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {string} root
 * @param {Stamp} change replaces the keys it names
 */
export function updateStamp(root, change) {
  const path = stampPath(root);
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ ...readStamp(root), ...change }, null, 2)}\n`);
  renameSync(next, path);
}

/**
 * SHA-256 over names and contents of the files and, recursively, folders; what does not exist counts as absent.
 * @param {string} root
 * @param {readonly string[]} paths relative to root
 */
export function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesUnder(root, path)).toSorted()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} with forward slashes, so that a hash is the same on every system
 */
function filesUnder(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  try {
    return readdirSync(full).flatMap((name) => filesUnder(root, `${path}/${name}`));
  } catch {
    return [path];
  }
}

/**
 * Whether node_modules holds what the lock file says, by npm's own record of what it installed. Optional packages may
 * be absent: they are for other platforms.
 * @param {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} lock
 * @param {{ packages?: Record<string, { version?: string }> }} installed
 */
export function isInstalled(lock, installed) {
  const present = installed.packages ?? {};
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '') return true;
    const found = present[path];
    return found === undefined ? wanted.optional === true : found.version === wanted.version;
  });
}
