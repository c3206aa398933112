import { createHash } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const waitSeconds = 1800;

/**
 * The lock stands in the system's temporary folder: node_modules is emptied during the set-up.
 * @param {string} root
 */
export function lockPath(root) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `sextant-setup-${process.getuid?.() ?? 0}-${name}.lock`);
}

/**
 * Does the work while no other process does it for the same clone; waits for one that does.
 * @template T
 * @param {string} root
 * @param {(pid: number) => void} onWait called once, when another set-up is under way
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(root, onWait, work) {
  const path = lockPath(root);
  const deadline = Date.now() + waitSeconds * 1000;
  let told = false;
  for (let holder = take(path); holder !== undefined; holder = take(path)) {
    if (Date.now() > deadline)
      throw new Error(`another set-up (process ${holder}) holds ${path}; end it and try again`);
    if (!told) onWait(holder);
    told = true;
    await sleep(200);
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

/**
 * The file appears with its content in one step, so that nobody reads a half-written one.
 * @param {string} path
 * @returns {number | undefined} the process that holds the lock; undefined when we do now
 */
function take(path) {
  const ours = `${path}.${process.pid}`;
  try {
    writeFileSync(ours, String(process.pid));
    linkSync(ours, path);
    return undefined;
  } catch (error) {
    if (!isExistsError(error)) throw error;
  } finally {
    rmSync(ours, { force: true });
  }
  const holder = readHolder(path);
  if (holder === undefined || isAlive(holder)) return holder ?? 0;
  removeStale(path, holder);
  return take(path);
}

/**
 * Two processes may see the same dead holder. The rename is atomic, and a lock that turns out to be a new one is put back.
 * @param {string} path
 * @param {number} holder
 */
function removeStale(path, holder) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (readHolder(aside) !== holder) linkSync(aside, path);
  } catch (error) {
    if (!isExistsError(error) && !isMissingError(error)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {number | undefined} undefined when the file has gone meanwhile
 */
function readHolder(path) {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {unknown} error */
const isExistsError = (error) => error instanceof Error && 'code' in error && error.code === 'EEXIST';
/** @param {unknown} error */
const isMissingError = (error) => error instanceof Error && 'code' in error && error.code === 'ENOENT';
