import { describe, expect, it } from 'vitest';
import { createDesk, smallCsv } from './helpers.js';

const desk = createDesk();

interface BadInput {
  readonly what: string;
  readonly content?: string | Uint8Array;
  readonly target?: string;
  readonly flags?: readonly string[];
  /** What the message must say. */
  readonly says: readonly RegExp[];
}

const rows = (count: number, line: (row: number) => string): string =>
  Array.from({ length: count }, (_, row) => line(row)).join('\n');

const badInputs: readonly BadInput[] = [
  { what: 'a missing file', says: [/case\.csv/, /no such file/i] },
  { what: 'an empty file', content: '', says: [/case\.csv/, /empty/i] },
  { what: 'a header only', content: 'x,z,y\n', says: [/case\.csv/, /row/i] },
  {
    what: 'no column beside the target',
    content: `y\n${rows(20, (row) => (row % 2 ? 'a' : 'b'))}\n`,
    says: [/case\.csv/],
  },
  { what: 'an absent target', content: smallCsv(), target: 'yy', says: [/"yy"/, /Did you mean .*"y"/] },
  {
    what: 'a constant target',
    content: `x,y\n${rows(20, (row) => `${row},same`)}\n`,
    says: [/"?y"?/, /same|constant|one value/i],
  },
  {
    what: 'a target that is missing everywhere',
    content: `x,y\n${rows(20, (row) => `${row},`)}\n`,
    says: [/missing/i],
  },
  { what: 'fewer than 10 usable rows', content: smallCsv(9), says: [/9 (usable )?rows/, /10/] },
  {
    what: 'ragged rows',
    content: `x,z,y\n${rows(30, (row) => (row === 4 || row === 9 ? `${row},1` : `${row},1,${row % 2 ? 'a' : 'b'}`))}\n`,
    says: [/2 (of \d+ )?(rows|lines)/, /\b6\b.*\b11\b/, /--skip-bad-rows/],
  },
  {
    what: 'duplicate column names',
    content: `x,x,y\n${rows(20, (row) => `${row},1,${row % 2}`)}\n`,
    says: [/"x"/, /more than once/],
  },
  {
    what: 'a wrong encoding',
    content: Buffer.from(`x,y\n${rows(20, (row) => `${row},${row % 2 ? 'f\u00fcr' : 'gegen'}`)}\n`, 'latin1'),
    says: [/UTF-8|encod/i],
  },
  {
    what: 'binary junk',
    content: Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3)) % 256),
    says: [/case\.csv/, /not a table|binary/i],
  },
  {
    what: 'more columns than the limit',
    content: `${[...Array.from({ length: 5000 }, (_, i) => `c${i}`), 'y'].join(',')}\n${rows(12, (row) => [...new Array<number>(5000).fill(row), row % 2].join(','))}\n`,
    says: [/5001/, /5000/],
  },
  {
    what: 'several targets that are no one-hot labels',
    content: `x,a,b\n${rows(20, (row) => `${row},1,${row % 2}`)}\n`,
    target: 'a,b',
    says: [/one-hot/],
  },
  {
    what: 'an absent column to ignore',
    content: smallCsv(),
    flags: ['--ignore', 'zz'],
    says: [/"zz"/, /Did you mean/],
  },
  {
    what: 'weights that are words',
    content: `x,w,y\n${rows(20, (row) => `${row},${row % 2 ? 'heavy' : 1},${row % 3}`)}\n`,
    flags: ['--weight', 'w'],
    says: [/10 rows of 20 have no weight of at least 0 in column "w" \(such as "heavy"\)/],
  },
  { what: 'an absent group column', content: smallCsv(), flags: ['--group', 'who'], says: [/"who"/, /group/] },
  {
    what: 'a task that the target does not allow',
    content: smallCsv(),
    flags: ['--task', 'regression'],
    says: [/regression/],
  },
];

describe('bad input ends with exit code 2, a message, and nothing written', () => {
  it.each(badInputs)('$what', async ({ content, target = 'y', flags = [], says }) => {
    const path = content === undefined ? `${desk.folder}/case.csv` : desk.write('case.csv', content);
    const before = desk.files();
    const { code, stdout, stderr } = await desk.sextant([
      'recommend',
      path,
      '--target',
      target,
      '--trials',
      '1',
      ...flags,
    ]);
    expect(stderr).not.toMatch(/\n\s+at /);
    for (const pattern of says) expect(stderr).toMatch(pattern);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(desk.files()).toEqual(before);
  });

  it('is one JSON object on standard error with --json', async () => {
    const path = desk.write('case.csv', smallCsv());
    const { code, stdout, stderr } = await desk.sextant(['profile', path, '--target', 'yy', '--json']);
    const { error } = JSON.parse(stderr) as { error: unknown };
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(error).toMatchObject({
      code: 'target_absent',
      hint: expect.stringContaining('"y"'),
      fields: { column: 'yy' },
    });
  });

  it('shows a stack trace with --debug only', async () => {
    const path = desk.write('case.csv', smallCsv());
    const { stderr } = await desk.sextant(['profile', path, '--target', 'yy', '--debug']);
    expect(stderr).toMatch(/\n\s+at /);
  });
});
