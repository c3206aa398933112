#!/usr/bin/env node
// Verifies exported trails without a line of Sextant; the format is in docs/audit.md. Needs Node 20 and nothing else.
//   node verify.mjs [--keys FILE] [--public-key KEY]... [--checkpoints FOLDER] BUNDLE...
// One line of JSON for each bundle. Exit code: 0 no damage, 3 damage, 2 something that is no bundle.
import { isUtf8 } from 'node:buffer';
import { createHash, createPublicKey, verify } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseArgs, toUSVString } from 'node:util';

const MOST = { line: 16 << 20, json: 1 << 20, note: 1 << 16, ruleSet: 64 << 20 };
const GENESIS = '0'.repeat(64);
const HASH = /^[0-9a-f]{64}$/;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const isHash = (value) => typeof value === 'string' && HASH.test(value);
const isText = (value) => typeof value === 'string' && toUSVString(value) === value;
const isWhole = (value, least) => Number.isSafeInteger(value) && value >= least;
/** Lists and objects within one another. */
function isTooDeep(value) {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > 200) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

// ---- Files: regular ones only, and not longer than they may be.

class Unreadable extends Error {}

function open(folder, name) {
  try {
    const flags = fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);
    const file = fs.openSync(join(folder, name), flags);
    if (fs.fstatSync(file).isFile()) return file;
    fs.closeSync(file);
  } catch {
    // Told below.
  }
  throw new Unreadable(name);
}

function readWhole(folder, name, most) {
  const file = open(folder, name);
  try {
    return fs.fstatSync(file).size > most ? null : fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function readJson(folder, name) {
  const bytes = readWhole(folder, name, MOST.json);
  try {
    if (bytes !== null && isUtf8(bytes)) return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Told below.
  }
  throw new Unreadable(name);
}

function namesIn(folder, name) {
  const path = join(folder, name);
  const found = fs.lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) throw new Unreadable(name);
  return fs.readdirSync(path);
}

/** Lines without their ends; null for one that is too long. */
function* linesOf(folder, name) {
  const file = open(folder, name);
  const chunk = Buffer.alloc(1 << 20);
  let kept = [];
  let length = 0;
  const line = () => {
    const whole = length > MOST.line ? null : Buffer.concat(kept);
    kept = [];
    length = 0;
    return whole;
  };
  for (let size = fs.readSync(file, chunk); size > 0; size = fs.readSync(file, chunk)) {
    let from = 0;
    while (from < size) {
      const found = chunk.subarray(0, size).indexOf(10, from);
      const end = found < 0 ? size : found;
      length += end - from;
      if (length <= MOST.line) kept.push(Buffer.from(chunk.subarray(from, end)));
      else kept = [];
      if (found >= 0) yield line();
      from = end + 1;
    }
  }
  if (length > 0) yield line();
  fs.closeSync(file);
}

// ---- Entries

const MEMBERS = 'chainId entryHash entryId kind occurredAt payload payloadHash prevHash schemaVersion seq'.split(' ');

function parseEntry(line) {
  if (line === null || !isUtf8(line)) return null;
  let entry;
  try {
    entry = JSON.parse(line.toString('utf8'));
  } catch {
    return null;
  }
  if (!isObject(entry)) return null;
  const names = Object.keys(entry)
    .filter((name) => name !== 'copy')
    .sort();
  if (names.length !== MEMBERS.length || names.some((name, i) => name !== MEMBERS[i])) return null;
  const isGood =
    [entry.chainId, entry.entryId, entry.kind].every(isText) &&
    (entry.payload === null || isText(entry.payload)) &&
    [entry.payloadHash, entry.prevHash, entry.entryHash].every(isHash) &&
    isWhole(entry.seq, 1) &&
    isWhole(entry.schemaVersion, 0) &&
    isWhole(entry.occurredAt, 0);
  return isGood && !isTooDeep(entry.copy) ? entry : null;
}

function entryHash(entry) {
  const parts = [Buffer.from('sextant/audit/v1\0')];
  for (const member of [
    entry.chainId,
    entry.seq,
    entry.entryId,
    entry.kind,
    entry.schemaVersion,
    entry.occurredAt,
    entry.prevHash,
    entry.payloadHash,
  ]) {
    const bytes = Buffer.from(String(member), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return sha256(...parts).toString('hex');
}

/** RFC 8785; throws for what has no such text. */
function canonical(value) {
  if (typeof value === 'string') {
    if (!isText(value)) throw new TypeError('a lone surrogate');
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not finite');
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${canonical(name)}:${canonical(value[name])}`).join(',')}}`;
}

function isCopy(copy, payload) {
  if (payload === null) return copy === null;
  try {
    return canonical(copy) === payload;
  } catch {
    return false;
  }
}

function erasedBy(entry) {
  if (entry.kind !== 'erasure' || entry.payload === null) return null;
  try {
    const said = JSON.parse(entry.payload);
    const isErasure = isObject(said) && typeof said.seq === 'number' && typeof said.payloadHash === 'string';
    return isErasure && !isTooDeep(said) ? said : null;
  } catch {
    return null;
  }
}

// ---- Notes

function base64(text) {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

const keyId = (name, bytes) => sha256(`${name}\n`, Buffer.of(1), bytes).subarray(0, 4);

function keyOf(name, bytes, validUntil) {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]);
  return { name, bytes, validUntil, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

function parsePublicKey(text) {
  const plain = base64(text);
  if (plain?.length === 32) return keyOf(null, plain, null);
  const [, name, id, encoded] = /^([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const bytes = base64(encoded ?? '');
  if (bytes?.length === 33 && bytes[0] === 1 && keyId(name, bytes.subarray(1)).toString('hex') === id)
    return keyOf(name, bytes.subarray(1), null);
  throw new Unreadable('--public-key');
}

function readKeys(folder, name) {
  const records = readJson(folder, name);
  const isTime = (value) => isWhole(value, 0);
  const isKey = (record) =>
    isObject(record) &&
    typeof record.name === 'string' &&
    /^[!-*,-~]+$/.test(record.name) &&
    typeof record.publicKey === 'string' &&
    base64(record.publicKey)?.length === 32 &&
    isTime(record.validFrom) &&
    (record.validUntil === null || isTime(record.validUntil));
  if (!Array.isArray(records) || !records.every(isKey)) throw new Unreadable(name);
  return records.map((record) => keyOf(record.name, base64(record.publicKey), record.validUntil));
}

/** Size, root and last entry hash of a good note; the size alone of one that is bad but can be read. */
function openNote(bytes, chainId, keys) {
  if (bytes === null || !isUtf8(bytes)) return {};
  const note = bytes.toString('utf8');
  const middle = note.lastIndexOf('\n\n');
  if (middle < 0 || !note.endsWith('\n')) return {};
  const text = note.slice(0, middle + 1);
  const lines = note.slice(middle + 2, -1).split('\n');
  const signatures = lines.map((line) => {
    const [, name, encoded] = /^— ([^ +]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    const signed = base64(encoded ?? '');
    return name === undefined || signed === null || signed.length < 5 ? null : { name, signed };
  });
  if (lines.length > 16 || signatures.includes(null)) return {};
  const [, origin, digits, root, lastEntryHash] =
    /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([^\n]+)\n([0-9a-f]{64})\n$/.exec(text) ?? [];
  const size = Number(digits);
  if (origin === undefined || base64(root)?.length !== 32 || !Number.isSafeInteger(size)) return {};
  const installation = origin.startsWith('sextant/') ? origin.slice(8, -chainId.length - 1) : '';
  if (installation === '' || installation.includes('/') || origin !== `sextant/${installation}/${chainId}`)
    return { size };
  const ends = [];
  for (const { name, signed } of signatures) {
    for (const key of keys) {
      if ((key.name ?? name) !== name || !keyId(name, key.bytes).equals(signed.subarray(0, 4))) continue;
      if (!verify(null, Buffer.from(text), key.key, signed.subarray(4))) return { size };
      ends.push(key.validUntil ?? Infinity);
    }
  }
  return ends.length === 0 ? { size } : { size, root: base64(root), lastEntryHash, validUntil: Math.max(...ends) };
}

// ---- The tree of RFC 6962: roots of perfect subtrees, the largest first

class Tree {
  constructor(subtrees) {
    this.subtrees = subtrees;
    this.size = subtrees.reduce((sum, { size }) => sum + size, 0);
  }

  add(leaf) {
    let [size, hash] = [1, sha256(Buffer.of(0), leaf)];
    while (this.subtrees.at(-1)?.size === size) {
      hash = sha256(Buffer.of(1), this.subtrees.pop().hash, hash);
      size *= 2;
    }
    this.subtrees.push({ size, hash });
    this.size++;
  }

  root() {
    const hashes = this.subtrees.map(({ hash }) => hash);
    return hashes.length === 0 ? sha256() : hashes.reduceRight((right, left) => sha256(Buffer.of(1), left, right));
  }
}

// ---- A bundle

const ORDER = [
  'fork',
  'gap',
  'content_edited',
  'link_broken',
  'copy_differs',
  'time_order',
  'erased',
  'signature_bad',
  'truncated',
  'mismatch',
  'rule_set_differs',
];
const MILD = { time_order: 'warning', erased: 'note' };

class Found {
  byCode = new Map();

  add(code, { first = null, last = first, file = null, count = 1 }) {
    const at = this.byCode.get(code) ?? { count: 0, first: null, last: null, file: null };
    const least = (a, b) => (a === null ? b : b === null || a < b ? a : b);
    const greatest = (a, b) => (a === null ? b : b === null || a > b ? a : b);
    this.byCode.set(code, {
      code,
      severity: MILD[code] ?? 'damage',
      count: at.count + count,
      first: least(at.first, first),
      last: greatest(at.last, last),
      file: least(at.file, file),
    });
  }

  list() {
    return ORDER.flatMap((code) => this.byCode.get(code) ?? []);
  }
}

function readRange(folder) {
  const range = readJson(folder, 'range.json');
  const fail = () => {
    throw new Unreadable('range.json');
  };
  if (!isObject(range) || typeof range.chainId !== 'string') fail();
  const { from, to, compactRange = [], lastEntryHash = GENESIS } = range;
  if (!isWhole(from, 1) || !isWhole(to, 0) || to < from - 1 || !Array.isArray(compactRange)) fail();
  if (!isHash(lastEntryHash) || (lastEntryHash === GENESIS) !== (from === 1)) fail();
  let rest = from - 1;
  let before = Infinity;
  for (const subtree of compactRange) {
    if (!isObject(subtree) || !isHash(subtree.hash) || !isWhole(subtree.size, 1)) fail();
    if (!Number.isInteger(Math.log2(subtree.size)) || subtree.size >= before) fail();
    before = subtree.size;
    rest -= subtree.size;
  }
  if (rest !== 0) fail();
  const subtrees = compactRange.map(({ size, hash }) => ({ size, hash: Buffer.from(hash, 'hex') }));
  return { chainId: range.chainId, from, to, subtrees, lastEntryHash };
}

function verifyEntries(folder, range, found, onEntry) {
  let [seq, hash, time] = [range.from - 1, range.lastEntryHash, null];
  let count = 0;
  const gone = new Map();
  const judge = (entry) => {
    if (entry.seq > seq + 1) return 'gap';
    const isWhole =
      entry.chainId === range.chainId &&
      (entry.payload === null || sha256(entry.payload).toString('hex') === entry.payloadHash) &&
      entryHash(entry) === entry.entryHash;
    if (!isWhole) return 'content_edited';
    let verdict = null;
    if (hash !== null && entry.prevHash !== hash) verdict = 'link_broken';
    else if (Object.hasOwn(entry, 'copy') && !isCopy(entry.copy, entry.payload)) verdict = 'copy_differs';
    else if (time !== null && entry.occurredAt < time) verdict = 'time_order';
    if (entry.payload !== null) return verdict;
    gone.set(entry.seq, { payloadHash: entry.payloadHash, verdict: verdict ?? 'erased' });
    return null;
  };
  for (const line of linesOf(folder, 'entries.ndjson')) {
    count++;
    const entry = parseEntry(line);
    if (entry === null) {
      [seq, hash, time] = [seq + 1, null, null];
      found.add('content_edited', { first: seq });
    } else if (entry.seq <= seq) {
      found.add('fork', { first: entry.seq });
    } else {
      const verdict = judge(entry);
      if (verdict === 'gap') found.add('gap', { first: seq + 1, last: entry.seq - 1, count: entry.seq - seq - 1 });
      else if (verdict !== null) found.add(verdict, { first: entry.seq });
      const erasure = verdict === null || verdict === 'time_order' ? erasedBy(entry) : null;
      const erased = erasure && gone.get(erasure.seq);
      if (erased && erased.payloadHash === erasure.payloadHash) {
        gone.delete(erasure.seq);
        found.add(erased.verdict, { first: erasure.seq });
      }
      [seq, hash, time] = [entry.seq, entry.entryHash, entry.occurredAt];
      onEntry(entry);
    }
  }
  for (const place of gone.keys()) found.add('content_edited', { first: place });
  return { entries: count, to: seq };
}

function readNotes(folder, name) {
  return namesIn(folder, name)
    .filter((file) => file.endsWith('.note'))
    .map((file) => ({ file, bytes: readWhole(join(folder, name), file, MOST.note) }));
}

function verifyBundle(folder, trusted, kept) {
  const found = new Found();
  const range = readRange(folder);
  const keys = trusted ?? readKeys(folder, 'keys.json');
  const files = [...readNotes(folder, 'checkpoints'), ...kept];
  const notes = { count: files.length, verified: 0, signatureBad: 0, truncated: 0, mismatch: 0, notChecked: 0 };
  const bad = ({ size, file }) => {
    notes.signatureBad++;
    found.add('signature_bad', { first: size ?? null, file });
  };
  const opened = files.map(({ file, bytes }) => ({ file, ...openNote(bytes, range.chainId, keys) }));
  opened.filter(({ root }) => root === undefined).forEach(bad);
  const open = opened.filter(({ root }) => root !== undefined).sort((a, b) => a.size - b.size);
  const tree = new Tree(range.subtrees);
  // A pruning ends at a note, and that one or a newer one is kept.
  if (tree.size > 0 && open.every(({ size }) => size < tree.size))
    found.add('gap', { first: 1, last: tree.size, count: tree.size });
  let witnessed = 0;
  const compare = (hash, time) => {
    while (open.length > 0 && open[0].size <= tree.size) {
      const note = open.shift();
      if (note.size < tree.size) notes.notChecked++;
      else if (time !== null && time > note.validUntil) bad(note);
      else if (note.lastEntryHash !== hash || !note.root.equals(tree.root())) {
        notes.mismatch++;
        found.add('mismatch', { first: note.size, file: note.file });
      } else {
        notes.verified++;
        witnessed = note.size;
      }
    }
  };
  compare(range.lastEntryHash, null);
  const { entries, to } = verifyEntries(folder, range, found, (entry) => {
    if (entry.seq !== tree.size + 1) return;
    tree.add(Buffer.from(entry.entryHash, 'hex'));
    compare(entry.entryHash, entry.occurredAt);
  });
  for (const { size, file } of open) {
    if (size <= to) notes.notChecked++;
    else {
      notes.truncated++;
      found.add('truncated', { first: to + 1, last: size, file });
    }
  }
  if (to < range.to) found.add('truncated', { first: to + 1, last: range.to });
  for (const file of namesIn(folder, 'rule-sets')) {
    const [, name] = /^([0-9a-f]{64})\.json$/.exec(file) ?? [];
    if (name === undefined) continue;
    const bytes = readWhole(join(folder, 'rule-sets'), file, MOST.ruleSet);
    if (bytes === null || sha256(bytes).toString('hex') !== name) found.add('rule_set_differs', { file });
  }
  const findings = found.list();
  return {
    chainId: range.chainId,
    from: range.from,
    to,
    entries,
    intact: findings.every(({ severity }) => severity !== 'damage'),
    findings,
    witnessed,
    notes,
    unwitnessed: to - Math.max(witnessed, range.from - 1),
    keys: trusted === null ? 'bundle' : 'given',
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keys: { type: 'string' },
    'public-key': { type: 'string', multiple: true, default: [] },
    checkpoints: { type: 'string' },
  },
});
let code = 0;
for (const folder of positionals) {
  try {
    const named = values['public-key'].map(parsePublicKey);
    const trusted = values.keys === undefined ? [] : readKeys('', fs.realpathSync(values.keys));
    const kept = values.checkpoints === undefined ? [] : readNotes(fs.realpathSync(values.checkpoints), '.');
    const hasTrust = named.length > 0 || values.keys !== undefined;
    const report = verifyBundle(folder, hasTrust ? [...named, ...trusted] : null, kept);
    console.log(JSON.stringify(report));
    if (!report.intact && code === 0) code = 3;
  } catch (error) {
    if (!(error instanceof Unreadable) && error.code === undefined) throw error;
    const file = error instanceof Unreadable ? error.message : error.path;
    console.log(JSON.stringify({ error: 'bundle_invalid', file }));
    code = 2;
  }
}
process.exitCode = positionals.length === 0 ? 2 : code;
