import { beforeAll, describe, expect, it } from 'vitest';
import { placesOf } from '../../src/cli/completion/places.js';
import { createProgram } from '../../src/cli/program.js';
import { createDesk, smallCsv, smallestProfile } from './helpers.js';

/** Every command that has none below it, by its name, with its options. */
const commands = (() => {
  const unused = (): never => {
    throw new Error('no command runs here');
  };
  const stream = { write: unused };
  const io = { stdout: stream, stderr: stream, env: {}, cwd: '.', signal: new AbortController().signal };
  return placesOf(createProgram({ io, compose: unused, exitWith: unused })).filter(
    (place) => place.commands.length === 0,
  );
})();

describe('--format', () => {
  const desk = createDesk();

  it('md prints a recommendation as the report in Markdown', async () => {
    const file = desk.write('a|b.json', smallestProfile);
    const { code, stdout } = await desk.sextant(['advise', file, '--format', 'md']);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe('# a\\|b.json');
    expect(stdout).toContain('| Slot | Value | Why | Verdict |');
    expect(stdout).toContain('## How to reproduce');
  });

  it('md prints lists as tables, with every column however narrow the terminal', async () => {
    await desk.sextant(['advise', desk.write('p.json', smallestProfile)]);
    const decisions = await desk.sextant(['decisions', '--format', 'md', '--limit', '1'], { isTTY: true });
    const [head, rule, row] = decisions.stdout.split('\n');
    expect(head).toBe('| when (UTC) | decision | kind | rule set | ms | outcome |');
    expect(rule).toBe('| --- | --- | --- | --- | ---: | --- |');
    expect(row).toMatch(/^\| \d{4}.* \| dec\\_[-0-9a-f\\]+ \| recommendation \| .* \|$/);
    const sets = await desk.sextant(['rule-sets', 'list', '--format', 'md']);
    expect(sets.stdout).toMatch(/^\| id \| name \| version \| rules \| made \| status \|\n/);
  });

  it('md prints a profile as a heading, its facts and tables', async () => {
    const file = desk.write('d.csv', smallCsv());
    const { code, stdout } = await desk.sextant(['profile', file, '--target', 'y', '--format', 'md'], { isTTY: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# \S+d\.csv\n\n40 rows; .*\n\n\| column \| kind \| role \|/);
    expect(stdout).toMatch(/^\| yes \| 26 \| 65% \| █+ \|$/m);
    expect(stdout).not.toContain('\u001B');
  });

  it('md prints keys as a table', async () => {
    await desk.sextant(['keys', 'create', 'a|b', '--workspace', 'lab']);
    const { stdout } = await desk.sextant(['keys', 'list', '--workspace', 'lab', '--format', 'md'], { isTTY: true });
    expect(stdout).toMatch(/^\| id \| made \| state \| may \| name \|\n\| --- .*\n\| key\\_.* \| a\\\|b \|\n$/);
  });

  it('json is what --json prints, errors too', async () => {
    const [short, long] = [
      await desk.sextant(['decisions', '--json']),
      await desk.sextant(['decisions', '--format', 'json']),
    ];
    expect(long).toEqual(short);
    for (const flags of [['--format', 'json'], ['--format=json'], ['--json']]) {
      const { code, stderr } = await desk.sextant(['advise', 'nowhere.json', ...flags]);
      expect(code).toBe(2);
      expect(JSON.parse(stderr)).toMatchObject({ error: { message: expect.stringContaining('nowhere.json') } });
    }
  });

  it('is an option of every command that answers, beside --json', () => {
    const formatsOf = new Map(
      commands.map(({ path, options }) => [
        path.trim(),
        options.find(({ flags }) => flags.includes('--format'))?.choices?.join(' '),
      ]),
    );
    const others = [...formatsOf].filter(([, formats]) => formats !== 'table json md');
    expect(Object.fromEntries(others)).toEqual({
      decisions: 'table json md ndjson csv',
      // These two go on until they are stopped; those print a script and a page of Markdown.
      serve: undefined,
      worker: undefined,
      completion: undefined,
      'rules docs': undefined,
    });
    const withJson = commands.filter(({ options }) => options.some(({ flags }) => flags.includes('--json')));
    expect(withJson.map(({ path }) => path.trim()).toSorted()).toEqual(
      [...formatsOf.keys()].filter((name) => name !== 'completion' && name !== 'rules docs').toSorted(),
    );
  });

  it.each([
    ['decisions'],
    ['evidence'],
    ['doctor'],
    ['audit', 'verify'],
    ['rules', 'lint'],
    ['rule-sets', 'list'],
    ['keys', 'create', 'me'],
    ['profile', 'x.csv', '--target', 'y'],
  ])('cannot be two at once: %s %s', async (...command) => {
    const empty = createDesk();
    const { code, stdout, stderr } = await empty.sextant([...command, '--json', '--format', 'md']);
    expect({ code, stdout, files: empty.files() }).toEqual({ code: 2, stdout: '', files: [] });
    expect(stderr).toContain('"--json and --format md exclude each other."');
  });
});

describe('--format md', () => {
  const desk = createDesk();
  let id = '';
  let decisionId = '';
  beforeAll(async () => {
    const { stdout } = await desk.sextant(['advise', desk.write('p.json', smallestProfile), '--json']);
    ({ id, decisionId } = JSON.parse(stdout) as { id: string; decisionId: string });
  });
  const printed = async (...command: string[]): Promise<string> => {
    const { code, stdout, stderr } = await desk.sextant([...command, '--format', 'md'], { isTTY: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('\u001B');
    return stdout;
  };

  it('explains with a list of reasons for each setting, and links to sources', async () => {
    const text = await printed('explain', id, '--slot', 'optimizer');
    expect(text).toContain(`Decision ${decisionId.replace('_', '\\_')} \\(recommendation\\)`);
    expect(text).toMatch(/\n\n\*\*optimizer = adam {2}\\\[optimizer\.default\\\]\*\*\n\n- Adam /);
    expect(text).toMatch(/^- \[source: Deep .*\]\(<https:\/\/[^\\]+>\)$/m);
    expect(text).toMatch(/^- optimizer\.momentum-images did not fire because modality was table, needs = image$/m);
  });

  it('compares what rules decide', async () => {
    expect(await printed('what-if', id, '--change', 'rows=900')).toMatch(
      /^\*\*Under built-in .*:\*\*\n\n- hiddenLayers: 3 .* -\\> 2 /,
    );
    expect(await printed('replay', id)).toMatch(/\n\nrecorded: built-in .*\n\nreplayed: built-in .*\n\nThe same: /);
    expect(await printed('counterfactuals', id, '--slot', 'hiddenLayers')).toMatch(
      /^\*\*hiddenLayers is 3 .*\*\*\n\n(?:- .*\n)*- rows 1000 -\\> 999: 2 /,
    );
    expect(await printed('rule-sets', 'diff', 'built-in', 'built-in')).toContain(
      '\n\n**In all cells of facts:**\n\n- no difference\n\nOf the newest ',
    );
  });

  it('shows rules and what was found about them', async () => {
    expect(await printed('rules', 'show', 'loss.binary')).toContain('**loss.binary** ');
    expect(await printed('rules', 'diff', 'built-in', 'built-in')).toBe('no difference\n');
    expect(await printed('rules', 'lint')).toMatch(/^built-in .* rules: nothing is wrong\n$/);
    expect(await printed('rules', 'test')).toMatch(/^\d+ passed, 0 failed\n$/);
    expect(await printed('rule-sets', 'show', 'built-in')).toMatch(/, rst\\_0.* active\. Hash \w+\n\n\w/);
  });

  it('shows the configuration and the checks as tables', async () => {
    expect(await printed('config')).toMatch(
      /^\| setting \| value \| set by \|\n\| --- .*\n\| dataDirectory \| .* \|\n/,
    );
    const checks = await printed('doctor', '--backend', 'cpu');
    expect(checks).toMatch(
      /^\| check \| state \| found \| to mend it \|\n\| --- .*\n\| versions \| ok \| .* \| {2}\|\n/,
    );
    expect(checks).toMatch(/\|\n\ntfjs-core .*\n\nEverything /s);
  });

  it('says whether a trail holds, and what its decisions are', async () => {
    const named = await printed('audit', 'verify', '--workspace', 'default');
    expect(named).toMatch(/^Chain wsp\\_.*: no damage was found\n\nSigned notes: /);
    expect(await printed('audit', 'verify')).toMatch(
      /^Chain wsp\\_.* \\\(workspace default\\\), .*: no damage was found, unwitnessed: \d+\n\nChain service, /,
    );
    expect(await printed('audit', 'export', 'a*b')).toMatch(/ entries are in a\\\*b\.\n$/);
    expect(await printed('audit', 'explain', 'a*b')).toMatch(/^\| when \(UTC\) \| decision \| kind \|/);
    expect(await printed('audit', 'explain', 'a*b', id)).toContain('**optimizer = adam  ');
  });

  it('says what was done, as text', async () => {
    const text = await printed('override', id, 'hiddenLayers=3', '--reason', 'as *we* wish');
    expect(text).toMatch(/^hiddenLayers is 3 from now on: dec\\_/);
    expect(await printed('explain', id, '--slot', 'hiddenLayers')).toContain('\n\n- as \\*we\\* wish\n- set');
  });

  it('leaves a key as it is, to be copied', async () => {
    const { stdout } = await desk.sextant(['keys', 'create', 'me', '--scope', 'admin', '--format', 'md']);
    expect(stdout).toMatch(/^sx_[\w-]{43}\n\nThis is the key key\\_/);
  });
});
