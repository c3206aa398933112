import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from '../../src/audit/bundle/write.js';
import { findingSeverities } from '../../src/audit/findings.js';
import { drawEntries, keyRecord, signer, streamOf, trailOf } from '../audit/trails.js';
import { createDesk, smallCsv } from '../cli/helpers.js';
import { hasPython, isPythonThere } from '../export/python.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/audit.md'), 'utf8');
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind, text = '']) => ({ kind, text }));
const commands = blocks.filter(({ kind }) => kind === 'sh').flatMap(({ text }) => text.trimEnd().split('\n'));

/** What an auditor has: a trail, a key, notes of their own. */
let desk: string;
beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'sextant-audit-page-'));
  const { range, entries, notes, keys } = trailOf(drawEntries(20), [8, 16]);
  await writeBundle(join(desk, 'trail'), { range, entries: streamOf(entries), notes, keys, ruleSets: [] });
  writeFileSync(join(desk, 'trusted.json'), JSON.stringify(keys));
  writeFileSync(join(desk, 'audit-key.pem'), signer.export({ type: 'pkcs8', format: 'pem' }));
  cpSync(join(desk, 'trail', 'checkpoints'), join(desk, 'kept'), { recursive: true });
  await recordDecisions();
  cpSync(join(root, 'examples/verify-bundle'), join(desk, 'examples/verify-bundle'), { recursive: true });
});

/** A recommendation that was probed and overridden, exported. */
async function recordDecisions(): Promise<void> {
  const { write, sextant, dataDirectory } = createDesk();
  const record = join(desk, 'record');
  const env = { SEXTANT_AUDIT_KEY: join(desk, 'record-key.pem') };
  const words = [
    'recommend',
    write('data.csv', smallCsv(80)),
    '-t',
    'y',
    '--trials',
    '2',
    '--set',
    'epochs=5',
    '--json',
  ];
  const { id } = JSON.parse((await sextant(words, { env })).stdout) as { id: string };
  await sextant(['override', id, 'hiddenLayers=3', '--reason', 'the team wants three'], { env });
  const { code, stderr } = await sextant(['audit', 'export', record], { env });
  expect(code, stderr).toBe(0);
  cpSync(join(record, 'keys.json'), join(desk, 'record-keys.json'));
  cpSync(join(dataDirectory, 'decisions.ndjson'), join(desk, 'decisions.ndjson'));
}
afterAll(() => rmSync(desk, { recursive: true, force: true }));

function run(command: string) {
  const program = `${process.execPath} --import ${import.meta.resolve('tsx')} ${join(root, 'src/cli/main.ts')}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `sextant() { ${program} "$@"; }\n${command}`], {
    cwd: desk,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('docs/audit.md', () => {
  it.each(commands.filter((command) => isPythonThere(hasPython, process.env) || !command.startsWith('python3')))(
    'has a command that works: %s',
    (command) => {
      const { status, stdout, stderr } = run(command);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toBe('');
      if (stdout.includes('"findings"'))
        expect(JSON.parse(stdout)).toMatchObject({ intact: true, keys: 'given', to: 20 });
    },
  );

  it('shows what the first command prints, and the public key of the signing key', () => {
    expect(blocks.map(({ text }) => text)).toContain(run(commands[0] ?? '').stdout);
    expect(run(commands.at(-1) ?? '').stdout.trim()).toBe(keyRecord(signer).publicKey);
  });

  it('misses entries that lines of the decision log vouch for', () => {
    const command = commands.find((one) => one.includes('decisions.ndjson')) ?? '';
    const lines = readFileSync(join(desk, 'decisions.ndjson'), 'utf8').trimEnd().split('\n');
    expect(run(command).stdout).toBe(`${lines.length} lines, of other entries or none: []\n`);
    expect(lines.length).toBeGreaterThan(2);
    const path = join(desk, 'record', 'entries.ndjson');
    const entries = readFileSync(path, 'utf8');
    // The first is another one, and the last was cut off.
    const first = entries.replace(/(?<="entryHash":")[0-9a-f]/, (digit) => (digit === '0' ? '1' : '0'));
    writeFileSync(path, first.split('\n').slice(0, -2).join('\n'));
    const { status, stdout } = run(command);
    writeFileSync(path, entries);
    expect(status).toBe(3);
    expect(stdout).toBe(`${lines.length} lines, of other entries or none: [ 1, ${lines.length} ]\n`);
  });

  it('answers what an auditor asks of a decision', () => {
    const { stdout } = run(commands.find((command) => command.includes('explain record $(')) ?? '');
    for (const part of [
      /^Rule set built-in [\d.]+, SHA-256 [0-9a-f]{64}$/m,
      /since rows was 80 \(/,
      /lost: priority/,
      /did not fire because .* needs /,
      /^Trial trl_/m,
      /verdict of the probe: /,
      /Override: hiddenLayers = 3/,
      /the team wants three/,
    ])
      expect(stdout).toMatch(part);
  });

  it('has every code in its table, with its severity, in the order in which they are judged', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (damage|warning|note) \|/gm)].map(([, code, severity]) => [
      code,
      severity,
    ]);
    expect(rows).toEqual(Object.entries(findingSeverities));
  });
});
