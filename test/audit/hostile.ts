import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyIdOf, publicBytesOf, signNote } from '../../src/audit/signed-note.js';
import { drawEntries, noteOn, seal, signer } from './trails.js';

/** Changes to a bundle of six entries, with notes on 3 and 6, that a verifier must neither crash at nor believe. */

const edit = (folder: string, name: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));

const editLine = (folder: string, change: (line: string) => string | Buffer, at = 2): void => {
  const path = join(folder, 'entries.ndjson');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const bytes = lines.map((line, index) =>
    Buffer.concat([Buffer.from(index === at ? change(line) : line), Buffer.of(10)]),
  );
  writeFileSync(path, Buffer.concat(bytes));
};
const inLine =
  (from: string | RegExp, to: string, at = 2) =>
  (folder: string): void =>
    editLine(folder, (line) => line.replace(from, () => to), at);
const sealed =
  (change: object) =>
  (folder: string): void =>
    editLine(folder, (line) => JSON.stringify(seal({ ...JSON.parse(line), ...change })));
const range =
  (change: object) =>
  (folder: string): void =>
    edit(folder, 'range.json', (text) => JSON.stringify({ ...JSON.parse(text), ...change }));
const file =
  (name: string, content: string | Buffer) =>
  (folder: string): void =>
    writeFileSync(join(folder, name), content);
const key =
  (change: object) =>
  (folder: string): void =>
    edit(folder, 'keys.json', (text) => JSON.stringify([{ ...JSON.parse(text)[0], ...change }]));

/** In its place a link to where it has gone. */
const linked =
  (name: string) =>
  (folder: string): void => {
    renameSync(join(folder, name), join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, name));
  };

const { text } = noteOn(drawEntries(6));
const note = (change: (text: string) => string | Buffer) => file('checkpoints/x.note', change(text));

/** The same signature with the group's order added to its second half: the equation holds, the encoding is not the one. */
function malleated(good: string): string {
  const [, encoded = ''] = / ([^ ]+)\n$/.exec(good) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
  const digits = Buffer.from(bytes.subarray(36)).reverse().toString('hex');
  const changed = Buffer.from((BigInt(`0x${digits}`) + order).toString(16).padStart(64, '0'), 'hex').reverse();
  return good.replace(encoded, Buffer.concat([bytes.subarray(0, 36), changed]).toString('base64'));
}

/** A signature line by the right name and key id, whatever the signature is. */
const line = (signature: Buffer): string => {
  const id = keyIdOf('sextant/inst-1', publicBytesOf(signer));
  return `— sextant/inst-1 ${Buffer.concat([id, signature]).toString('base64')}\n`;
};

export const hostile: Readonly<Record<string, (folder: string) => void>> = {
  'a line of 17 MB': inLine('"kind":"', `"kind":"${'x'.repeat(17 << 20)}`),
  'bytes that are no UTF-8': (folder) => editLine(folder, () => Buffer.from([0x22, 0xff, 0xfe, 0x22])),
  'bytes that are no UTF-8 where a replacement character was hashed': (folder) => {
    sealed({ payload: '"\uFFFD"' })(folder);
    editLine(folder, (line) => Buffer.from(line.replace('\uFFFD', '\u00FF'), 'latin1'));
  },
  'a byte-order mark': inLine('{', '\uFEFF{'),
  'a place that is NaN': inLine('"seq":3', '"seq":NaN'),
  'a place beyond doubles': inLine('"seq":3', '"seq":1e999'),
  'a place of 5000 digits': inLine('"seq":3', `"seq":${'9'.repeat(5000)}`),
  'a place that is not whole': inLine('"seq":3', '"seq":3.5'),
  'a place as text': inLine('"seq":3', '"seq":"3"'),
  'a place that is true': inLine('"seq":1', '"seq":true', 0),
  'a place far away': inLine('"seq":3', '"seq":9007199254740991'),
  'the place 0': inLine('"seq":1', '"seq":0', 0),
  'a time below 0': sealed({ occurredAt: -1 }),
  'a lone surrogate': inLine('"kind":"', '"kind":"\\ud800'),
  'a member that is not known': inLine('{', '{"more":1,'),
  'a member __proto__': inLine('{', '{"__proto__":{"seq":3},'),
  'a member that is missing': inLine('"kind"', '"kinds"'),
  'a member twice': inLine(/}$/, ',"kind":"last"}'),
  'a list': (folder) => editLine(folder, (line) => `[${line}]`),
  'deep nesting': (folder) => editLine(folder, () => '['.repeat(100_000)),
  'a hash in upper case': inLine(/"entryHash":"\w+"/, `"entryHash":"${'A'.repeat(64)}"`),
  'empty lines': (folder) => edit(folder, 'entries.ndjson', (lines) => lines.replaceAll('\n', '\n\n')),
  'a line many times': (folder) => editLine(folder, (line) => `${line}\n`.repeat(50).trimEnd()),
  'a place twice': (folder) =>
    editLine(folder, (line) => `${line}\n${JSON.stringify(seal({ ...JSON.parse(line), kind: 'override' }))}`),
  'the entries backwards': (folder) =>
    edit(folder, 'entries.ndjson', (lines) => `${lines.trimEnd().split('\n').toReversed().join('\n')}\n`),
  'an entry of another chain': sealed({ chainId: 'wsp_2' }),
  'a copy nested deep': inLine('{', `{"copy":${'['.repeat(400)}${']'.repeat(400)},`),
  'a copy nested too deep': (folder) => {
    const payload = `${'['.repeat(1500)}${']'.repeat(1500)}`;
    sealed({ payload })(folder);
    inLine('{', `{"copy":${payload},`)(folder);
  },
  'a copy with a lone surrogate': inLine('{', '{"copy":"\\udc00",'),
  'a copy beyond doubles': inLine('{', '{"copy":1e999,'),
  'a copy of null': inLine('{', '{"copy":null,'),
  'a payload that is gone, and an erasure that is no JSON': (folder) => {
    sealed({ kind: 'erasure', payload: '{"seq":NaN}' })(folder);
    inLine(/"payload":"(?:[^"\\]|\\.)*"/, '"payload":null', 1)(folder);
  },
  'a payload that is gone, and an erasure nested too deep': (folder) => {
    const [first = ''] = readFileSync(join(folder, 'entries.ndjson'), 'utf8').split('\n');
    const { payloadHash } = JSON.parse(first) as { payloadHash: string };
    const payload = `{"payloadHash":"${payloadHash}","seq":1,"why":${'['.repeat(1500)}${']'.repeat(1500)}}`;
    sealed({ kind: 'erasure', payload })(folder);
    inLine(/"payload":"(?:[^"\\]|\\.)*"/, '"payload":null', 0)(folder);
  },
  'a payload that is gone, and an erasure by a place that is true': (folder) => {
    inLine(/"payload":"(?:[^"\\]|\\.)*"/, '"payload":null', 0)(folder);
    editLine(folder, (line) => {
      const { payloadHash: hash } = JSON.parse(
        readFileSync(join(folder, 'entries.ndjson'), 'utf8').split('\n')[0] ?? '',
      );
      const payload = JSON.stringify({ payloadHash: hash, seq: true });
      return JSON.stringify(seal({ ...JSON.parse(line), kind: 'erasure', payload }));
    });
  },
  'no entries': (folder) => rmSync(join(folder, 'entries.ndjson')),
  'entries that are a folder': (folder) => {
    rmSync(join(folder, 'entries.ndjson'));
    mkdirSync(join(folder, 'entries.ndjson'));
  },
  'entries elsewhere': linked('entries.ndjson'),
  'notes elsewhere': linked('checkpoints'),
  'keys elsewhere': linked('keys.json'),
  'a note elsewhere': (folder) => symlinkSync('../range.json', join(folder, 'checkpoints', 'x.note')),
  'no range': (folder) => rmSync(join(folder, 'range.json')),
  'a range that is a list': file('range.json', '[]'),
  'a range of two megabytes': (folder) => edit(folder, 'range.json', (json) => json + ' '.repeat(2 << 20)),
  'a range that ends before it begins': range({ to: -1 }),
  'a range that begins later and ends before it': range({
    from: 2,
    to: 0,
    lastEntryHash: 'ab'.repeat(32),
    compactRange: [{ size: 1, hash: 'ab'.repeat(32) }],
  }),
  'a range that begins later without what was before': range({ from: 2 }),
  'a range with a tree of another size': range({
    from: 4,
    lastEntryHash: 'ab'.repeat(32),
    compactRange: [{ size: 2, hash: 'ab'.repeat(32) }],
  }),
  'a range with a tree in another order': range({
    from: 4,
    lastEntryHash: 'ab'.repeat(32),
    compactRange: [
      { size: 1, hash: 'ab'.repeat(32) },
      { size: 2, hash: 'ab'.repeat(32) },
    ],
  }),
  'a range with a predecessor of the first entry': range({ lastEntryHash: 'ab'.repeat(32) }),
  'a range of another chain': range({ chainId: 'wsp_2' }),
  'no keys': (folder) => rmSync(join(folder, 'keys.json')),
  'a key that is too short': key({ publicKey: 'AAAA' }),
  'a key that is no point': key({ publicKey: Buffer.from(`02${'00'.repeat(31)}`, 'hex').toString('base64') }),
  'a key with a space in its name': key({ name: 'sextant/inst 1' }),
  'a key without an end': key({ validUntil: undefined }),
  'a key that ends at a text': key({ validUntil: '1' }),
  'an empty note': note(() => ''),
  'a note of 70 KB': note((good) => 'x'.repeat(70_000) + good),
  'a note that is no UTF-8': note(() => Buffer.from([0xff])),
  'a note with CRLF': note((good) => good.replaceAll('\n', '\r\n')),
  'a note with a hyphen': note((good) => good.replace('—', '-')),
  'a note with a signature that is too short': note((good) => good.replace(/—.*\n/, line(Buffer.alloc(10)))),
  'a note with a signature of zeros': note((good) => good.replace(/—.*\n/, line(Buffer.alloc(64)))),
  'a note with a good signature and one that is not': note((good) => good + line(Buffer.alloc(64, 7))),
  'a note with a signature in another encoding': note(malleated),
  'a note with an empty signature': note((good) => good.replace(/—.*\n/, line(Buffer.alloc(0)))),
  'a note with base64 in another spelling': note((good) => good.replace(/([^\n]+)\n([0-9a-f]{64})\n/, '$1 \n$2\n')),
  'a note of another size': note(() =>
    signNote(`sextant/inst-1/x\n007\nAA==\n${'0'.repeat(64)}\n`, 'sextant/inst-1', signer),
  ),
  'a rule set of another content': (folder) => file(`rule-sets/${'ab'.repeat(32)}.json`, '{}')(folder),
};
