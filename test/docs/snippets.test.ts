import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodeMeanings } from '../../src/cli/exit-codes.js';
import { placesOf } from '../../src/cli/completion/places.js';
import { expectKnown, program } from './known-command.js';
import { emptyPlace, pageText, root, runShell } from './place.js';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'sdk/python/README.md',
  'sdk/typescript/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('adr'))
    .map((path) => `docs/${path}`),
];

interface Block {
  readonly path: string;
  readonly kind: string;
  readonly text: string;
}
const blocks: readonly Block[] = pages.flatMap((path) =>
  [...pageText(path).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
    path,
    kind,
    text,
  })),
);

const has =
  (path: RegExp, kind: string, part = '') =>
  (block: Block): boolean =>
    path.test(block.path) && block.kind === kind && block.text.includes(part);

/** Where each block is run, or held against what the program says. */
const runBy: readonly (readonly [where: string, isIt: (block: Block) => boolean])[] = [
  ['test/docs/guides.test.ts', has(/^docs\/(?:tutorial|how-to\/[\w-]+)\.md$/, 'sh')],
  ['test/docs/audit.test.ts', has(/^docs\/audit\.md$/, 'sh')],
  ['test/docs/audit.test.ts', has(/^docs\/audit\.md$/, '', 'no damage was found')],
  ['test/audit/checkpoint.test.ts: the form of a note', has(/^docs\/audit\.md$/, '', '<chain id>')],
  ['npm run verify: written by the program', has(/^docs\/reference\/cli\.md$/, 'text', 'Usage: sextant')],
  ['this file', has(/^docs\/operations\.md$/, 'sh', 'sextant keys create')],
  ['test/docs/readme.test.ts', has(/^README\.md$/, '', 'sextant completion bash')],
  ['test/docs/readme.test.ts', has(/^README\.md$/, '', 'curl ')],
  ['test/docs/readme.test.ts', has(/^README\.md$/, 'json', '"rows"')],
  ['test/docs/readme.test.ts', has(/^README\.md$/, 'ts', "from 'sextant'")],
  ['this file: what it shows is what the program prints', has(/^README\.md$/, '', '$ npm run quickstart')],
  ['this file: scripts of package.json', has(/^(?:README|CONTRIBUTING)\.md$/, '', 'npm run ')],
  ['test/sdk/typescript.test.ts', has(/^(?:README|sdk\/typescript\/README)\.md$/, 'ts', "from 'sextant-client'")],
  ['test/sdk/python.test.ts', has(/^(?:README|sdk\/python\/README)\.md$/, 'python')],
  ['test/sdk/python.test.ts', has(/^sdk\/python\/README\.md$/, 'sh', 'pip install')],
];

describe('the blocks of the pages', () => {
  it('are each run somewhere, or held against what the program says', () => {
    expect(blocks.length).toBeGreaterThan(80);
    expect(blocks.filter((block) => !runBy.some(([, isIt]) => isIt(block)))).toEqual([]);
    expect(runBy.filter(([, isIt]) => !blocks.some(isIt))).toEqual([]);
  });

  it('name scripts of package.json where they are for npm', () => {
    const { scripts } = JSON.parse(pageText('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((path) =>
      [...pageText(path).matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('commands in the text of the pages', () => {
  const inline = pages.flatMap((path) =>
    [...pageText(path).matchAll(/`(sextant [^`]+)`/g)].map(([, text = '']) =>
      text.replaceAll(/[[\]]/g, '').replace('--scope ...', '--scope advise'),
    ),
  );

  it.each([...new Set(inline)].filter((text) => !text.includes(' is ')))('%s', (text) => {
    expectKnown(text.replace(/,.*$/, '').replace(/ --[\w-]+$/, (option) => `${option}${takesValue(text) ? ' x' : ''}`));
  });

  /** A page may name an option without its value. */
  function takesValue(text: string): boolean {
    const [, name = ''] = / (--[\w-]+)$/.exec(text) ?? [];
    return name === '--format' || name === '--out';
  }
});

describe('the examples of the commands', () => {
  const shown = [...pageText('docs/reference/cli.md').matchAll(/^Examples:\n((?: {2}.*\n)+)/gm)].flatMap(
    ([, lines = '']) => [...lines.matchAll(/^ {2}(sextant .*?)(?: {2,}.*)?$/gm)].map(([, text = '']) => text),
  );

  it('are there for each of them', () => {
    const paths = placesOf(program).map(({ path }) => path.trim());
    const without = paths.filter((path) => {
      const [, section = ''] = pageText('docs/reference/cli.md').split(`\nUsage: sextant ${path}`.trimEnd() + ' ');
      return !section.split('\n```')[0]?.includes('\nExamples:\n');
    });
    expect(paths.length).toBeGreaterThan(35);
    expect(without).toEqual([]);
  });

  it.each([...new Set(shown)])('%s', (text) => {
    expectKnown(text);
  });
});

describe('the exit codes', () => {
  it('are told by the program and by README', () => {
    const readme = pageText('README.md').replaceAll(/\s+/g, ' ');
    const help = pageText('docs/reference/cli.md');
    for (const [code, meaning] of exitCodeMeanings) {
      expect(readme).toContain(`${code} ${meaning}`);
      expect(help).toMatch(new RegExp(`^ {2}${code} +${meaning}$`, 'm'));
    }
  });
});

describe('the page on operations', () => {
  it('makes keys as it says', { timeout: 60_000 }, async () => {
    const [block] = blocks.filter(has(/^docs\/operations\.md$/, 'sh'));
    const [first = '', second = ''] = block?.text.trimEnd().split('\n') ?? [];
    const script = [`KEY=$(${first} | head -1)`, 'echo $KEY', second.replace('sx_...', '$KEY')];
    const { status, stdout, stderr } = await runShell(emptyPlace(), script.join('\n'));
    expect(status, stderr).toBe(0);
    expect(stdout.match(/^sx_[\w-]{43}$/gm)).toHaveLength(2);
  });
});

describe('what README shows of the first run', () => {
  const parts = [
    /^probe \d+% \d+ s left: /m,
    /^Binary classification of 768 rows$/m,
    /^Train (?:\d|a linear model) ?/m,
    /^slot +value +why +verdict$/m,
    / more settings follow the rules: --all shows them\./,
    /^Probe: \d+ trials in /m,
    /^Score \(log loss, lower is better, 95% intervals\)$/m,
    /^ {2}constant predictor .*\n {2}linear model .*\n {2}one network .*\n {2}ensemble /m,
    /^Learning curve \(loss; /m,
    /^Written\n {2}report +\S+report\.html\n {2}rules .*\n {2}recommendation .*\n {2}Keras code .*\n {2}PyTorch code /m,
    /^Next\n {2}- /m,
    /^rec_\S+, rule set built-in /m,
  ];

  it('is what the program prints, part by part', { timeout: 120_000 }, async () => {
    const [{ text: shown } = { text: '' }] = blocks.filter(has(/^README\.md$/, '', '$ npm run quickstart'));
    const [, command = ''] = /^\$ (sextant recommend .*)$/m.exec(shown) ?? [];
    const shorter = command.replace(/--budget \S+/, '--budget 5s').replace('examples/', `${root}examples/`);
    const { status, stdout, stderr } = await runShell(emptyPlace(), shorter);
    expect(status, stderr).toBe(0);
    for (const part of parts) {
      expect(shown).toMatch(part);
      expect(`${stderr}\n${stdout}`).toMatch(part);
    }
  });
});
