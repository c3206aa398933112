import { describe, expect, it } from 'vitest';
import { createDesk, smallCsv, smallestProfile } from './helpers.js';

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

  it.each([
    ['decisions'],
    ['evidence'],
    ['rule-sets', 'list'],
    ['keys', 'list'],
    ['profile', 'x.csv', '--target', 'y'],
  ])('cannot be two at once: %s %s', async (...command) => {
    const { code, stderr } = await desk.sextant([...command, '--json', '--format', 'md']);
    expect(code).toBe(2);
    expect(stderr).toContain('"--json and --format md exclude each other."');
  });
});
