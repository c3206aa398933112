import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk, smallCsv } from './helpers.js';

const desk = createDesk();
const commands = [
  'recommend',
  'advise',
  'profile',
  'predict',
  'export-model',
  'decisions',
  'explain',
  'replay',
  'what-if',
  'counterfactuals',
  'serve',
  'keys',
  'doctor',
  'config',
];

describe('help', () => {
  it('lists every command with an example, on standard output', async () => {
    const { code, stdout, stderr } = await desk.sextant(['--help']);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(stdout).toContain('Examples:');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(commands)('of %s has examples', async (command) => {
    const { code, stdout } = await desk.sextant([command, '--help']);
    expect(stdout).toMatch(new RegExp(`Examples:\\n {2}.*sextant ${command}|Examples:[^]*${command}`));
    expect(code).toBe(0);
  });

  it('comes on standard error, with exit code 2, where no command is given', async () => {
    const { code, stdout, stderr } = await desk.sextant([]);
    expect(stderr).toContain('Usage: sextant');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('tells the version', async () => {
    expect(await desk.sextant(['--version'])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });
});

const mistakes: readonly (readonly [what: string, argv: readonly string[], says: RegExp])[] = [
  ['a mistyped command', ['recomend', 'x.csv'], /Unknown command 'recomend'\n.*Did you mean recommend/],
  ['a mistyped option', ['recommend', 'x.csv', '--target', 'y', '--budgt', '5s'], /'--budgt'\n.*Did you mean --budget/],
  ['no target', ['recommend', 'x.csv'], /--target/],
  ['no file', ['profile', '--target', 'y'], /data/],
  ['one argument too many', ['advise', 'a.json', 'b.json'], /too many arguments/i],
  ['a budget that is no time', ['recommend', 'x.csv', '-t', 'y', '--budget', 'long'], /30s, 2m or 500ms/],
  [
    'budget and trials',
    ['recommend', 'x.csv', '-t', 'y', '--budget', '5s', '--trials', '3'],
    /--budget.*--trials|--trials.*--budget/,
  ],
  ['trials without a probe', ['recommend', 'x.csv', '-t', 'y', '--no-probe', '--trials', '3'], /exclude each other/],
  ['an unknown task', ['recommend', 'x.csv', '-t', 'y', '--task', 'magic'], /binary, multiclass/],
  ['an unknown metric', ['profile', 'x.csv', '-t', 'y', '--metric', 'magic'], /accuracy/],
  ['an unknown search policy', ['recommend', 'x.csv', '-t', 'y', '--search', 'magic'], /halving, grid, random/],
  ['a seed that is no number', ['recommend', 'x.csv', '-t', 'y', '--seed', '-1'], /whole number/],
  [
    'rows to predict without a place for predictions',
    ['recommend', 'x.csv', '-t', 'y', '--predict', 'r.csv'],
    /go together/,
  ],
  [
    'predictions into a folder that is not there',
    ['recommend', 'x.csv', '-t', 'y', '--predict', 'r.csv', '--predictions', 'no/p.csv'],
    /no folder/,
  ],
  ['predictions over the rows', ['predict', 'm', 'r.csv', '--predictions', './r.csv'], /a file that is read/],
  ['predictions of a model into no folder', ['predict', 'm', 'r.csv', '--predictions', 'no/p.csv'], /no folder/],
  ['an unknown setting', ['advise', 'p.json', '--set', 'optimiser=adam'], /Did you mean "optimizer"/],
  ['an illegal value of a setting', ['advise', 'p.json', '--set', 'optimizer=best'], /one of sgd/],
  [
    'a required option with a mistake in it',
    ['recommend', 'x.csv', '--tagret', 'y'],
    /'--tagret'\n.*Did you mean --target/,
  ],
  [
    'a required option that is missing',
    ['recommend', 'x.csv', '--budget', '5'],
    /'-t, --target <column>' not specified/,
  ],
  [
    'one of a command within a command',
    ['audit', 'erase', 'dec_x', '--reson', 'y'],
    /'--reson'\n.*Did you mean --reason/,
  ],
  ['an unknown backend', ['recommend', 'x.csv', '-t', 'y', '--backend', 'gpu'], /native, wasm, cpu/],
  ['an unknown slot to explain', ['explain', 'dec_x', '--slot', 'optimiser'], /"optimizer"/],
  ['a port that is none', ['serve', '--port', 'http'], /0 to 65535/],
  ['a public address', ['serve', '--host', '0.0.0.0'], /this machine only/],
];

describe('wrong usage ends with exit code 2 and says what is legal', () => {
  it.each(mistakes)('%s', async (_what, argv, says) => {
    const { code, stdout, stderr } = await desk.sextant(argv);
    expect(stderr).toMatch(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(desk.files()).toEqual([]);
  });

  it('is one JSON object where --json was given, also for what was not understood', async () => {
    const { code, stderr } = await desk.sextant(['recommend', 'x.csv', '--json', '--nonsense']);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'usage_invalid', hint: 'See sextant recommend --help' },
    });
    expect(code).toBe(2);
  });

  it('predictions over a file that is read are refused by whatever link they are named', async () => {
    const file = desk.write('read.csv', smallCsv());
    const link = join(desk.folder, 'link.csv');
    symlinkSync(file, link);
    const { code, stderr } = await desk.sextant(['predict', 'm', file, '--predictions', link]);
    expect(stderr).toContain('link.csv is a file that is read');
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(smallCsv());
  });

  it('an output folder that cannot be made is refused before anything runs', async () => {
    const file = desk.write('data.csv', smallCsv());
    const { code, stderr } = await desk.sextant(['recommend', file, '-t', 'y', '--out', `${file}/inside`]);
    expect(stderr).toMatch(/--out: the folder .* cannot be made/);
    expect(code).toBe(2);
  });
});
