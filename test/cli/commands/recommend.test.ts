import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recommendationSchema } from '../../../src/settings/recommendation.js';
import { createDesk, smallCsv } from '../helpers.js';

const desk = createDesk();

describe('recommend', () => {
  it('by rules alone prints one object with --json, and no progress', async () => {
    const file = desk.write('data.csv', smallCsv());
    const { code, stdout, stderr } = await desk.sextant([
      'recommend',
      file,
      '-t',
      'y',
      '--no-probe',
      '--budget',
      '5s',
      '--json',
    ]);
    const { probe, settings } = recommendationSchema.parse(JSON.parse(stdout));
    expect({ code, stderr, probe, task: settings.task }).toEqual({
      code: 0,
      stderr: '',
      probe: undefined,
      task: 'binary',
    });
  });

  it('says how to get the same answer again, with rules and backend', async () => {
    const file = desk.write('data.csv', smallCsv());
    const overlay = fileURLToPath(new URL('../../../examples/rules', import.meta.url));
    const given = ['--no-probe', '--seed', '0', '--rules', overlay, '--backend', 'cpu'];
    const { stdout } = await desk.sextant(['recommend', file, '--target', 'y', ...given, '--format', 'md']);
    expect(stdout).toContain(`sextant recommend ${file} --target y ${given.join(' ')}`);
  });

  it('prints the answer where its files cannot be written, and fails', async () => {
    const file = desk.write('data.csv', smallCsv());
    const out = join(desk.folder, 'hindered');
    mkdirSync(join(out, 'recommendation.json'), { recursive: true });
    const asked = ['recommend', file, '-t', 'y', '--no-probe', '--set', 'epochs=2', '--json', '--out', out];
    const { code, stdout, stderr } = await desk.sextant(asked);
    expect(recommendationSchema.parse(JSON.parse(stdout)).settings.epochs).toBe(2);
    const { error } = JSON.parse(stderr) as { error: unknown };
    const message: unknown = expect.stringMatching(/recommendation\.json cannot be written: /);
    expect(error).toMatchObject({ code: 'usage_invalid', message });
    expect(code).toBe(2);
    expect(readdirSync(out).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('refuses before it trains to take the place of a folder that is no model', async () => {
    const file = desk.write('data.csv', smallCsv());
    const out = join(desk.folder, 'project');
    mkdirSync(join(out, 'model'), { recursive: true });
    writeFileSync(join(out, 'model', 'notes.txt'), 'mine');
    const { code, stdout, stderr } = await desk.sextant(['recommend', file, '-t', 'y', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('"notes.txt"');
    expect(stderr).toContain('Name another folder');
    expect(readdirSync(out)).toEqual(['model']);
    expect(readFileSync(join(out, 'model', 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('removes a program of an earlier run that there is none of now, and no other', async () => {
    const file = desk.write('data.csv', smallCsv());
    const out = join(desk.folder, 'again');
    mkdirSync(out);
    // What there is no program for: scikit-learn has no selu.
    const asked = ['recommend', file, '-t', 'y', '--no-probe', '--out', out, '--set', 'epochs=2'];
    const program = join(out, 'train_sklearn.py');
    for (const [text, isKept] of [
      ['import mine\n', true],
      ['"""Trains the network that Sextant recommended.\n"""\n', false],
    ] as const) {
      writeFileSync(program, text);
      const { stdout } = await desk.sextant([...asked, '--set', 'hiddenActivation=selu']);
      expect(stdout).toMatch(/scikit-learn code +not written/);
      expect(existsSync(program)).toBe(isKept);
    }
  });

  it('learns from each row as much as it weighs', async () => {
    // Two of three rows have the wrong class; what they weigh decides who is believed.
    const truth = (row: number): number => Number(row % 10 > 4);
    const lines = (weight: (row: number) => number): string[] =>
      Array.from({ length: 150 }, (_, row) => {
        const isTrue = row % 3 === 0;
        return `${row % 10},${weight(row)},${isTrue ? truth(row) : 1 - truth(row)}`;
      });
    const agreement = async (weight: (row: number) => number): Promise<number> => {
      const file = desk.write('weighed.csv', `x,w,y\n${lines(weight).join('\n')}\n`);
      const predictions = join(desk.folder, 'weighed-predictions.csv');
      const asked = ['--target', 'y', '--weight', 'w', '--no-probe', '--set', 'epochs=60', '--json'];
      const out = join(desk.folder, 'weighed');
      const files = ['--predict', file, '--predictions', predictions, '--out', out];
      const { code, stdout } = await desk.sextant(['recommend', file, ...asked, ...files]);
      const { profile, warnings } = recommendationSchema.parse(JSON.parse(stdout));
      expect({ code, weighted: profile.weighted, columns: profile.columns.numeric }).toEqual({
        code: 0,
        weighted: true,
        columns: 1,
      });
      expect(warnings.map((warning) => warning.code)).toContain('scores_unweighted');
      const report = readFileSync(join(out, 'report.html'), 'utf8');
      expect(report).toContain('--weight w');
      expect(report).toContain('weights of rows');
      expect(readFileSync(join(out, 'train_keras.py'), 'utf8')).toContain('weights of rows: their column is not known');
      const shares = readFileSync(predictions, 'utf8').trimEnd().split('\r\n').slice(1);
      const named = shares.map((line) => Number(Number(line.split(',')[1]) > 0.5));
      return named.filter((label, row) => label === truth(row)).length / named.length;
    };
    expect(await agreement((row) => (row % 3 === 0 ? 1 : 0))).toBeGreaterThan(0.9);
    expect(await agreement(() => 2.5)).toBeLessThan(0.1);
  });

  it('trains once without a probe where a model is wanted, writes everything, and predicts with what it wrote', async () => {
    const file = relative(process.cwd(), desk.write('data.csv', smallCsv(60)));
    const out = join(desk.folder, 'result');
    const predictions = join(desk.folder, 'predictions.csv');
    const files = ['--test', file, '--predict', file, '--predictions', predictions, '--out', out];
    const { code, stdout } = await desk.sextant([
      'recommend',
      file,
      '-t',
      'y',
      '--no-probe',
      '--set',
      'epochs=5',
      ...files,
    ]);
    expect(code).toBe(0);
    const programs = ['train_keras.py', 'train_pytorch.py', 'train_tfjs.mjs'];
    for (const name of ['report.html', 'recommendation.json', ...programs, 'model/model.json']) {
      expect(existsSync(join(out, name)), name).toBe(true);
      expect(stdout).toContain(join(out, name.split('/')[0] ?? ''));
    }
    // As it was named: no folder of this machine goes along.
    expect(readFileSync(join(out, 'train_keras.py'), 'utf8')).toContain(`FILE = ${JSON.stringify(file)}`);
    expect(existsSync(join(out, 'train_sklearn.py'))).toBe(false);
    expect(stdout).toMatch(/scikit-learn code +not written: .*hiddenActivation: selu/);
    const written = recommendationSchema.parse(JSON.parse(readFileSync(join(out, 'recommendation.json'), 'utf8')));
    expect(written.test?.['accuracy']).toBeGreaterThan(0);
    expect(stdout).toContain(predictions);
    const report = readFileSync(join(out, 'report.html'), 'utf8');
    expect(report).toContain(`sextant recommend ${file} --target y --set epochs=5 --no-probe --seed 0`);

    const again = join(desk.folder, 'again.csv');
    expect((await desk.sextant(['predict', out, file, '--predictions', again])).stdout).toMatch(/60 rows/);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(predictions, 'utf8'));
    expect(readFileSync(again, 'utf8').trimEnd().split('\r\n')).toHaveLength(61);

    const texts = desk.write('texts.csv', 'x,z\nhigh,1\nlow,2\n');
    const told = await desk.sextant(['predict', out, texts, '--predictions', again]);
    expect(told).toMatchObject({ code: 0, stderr: expect.stringMatching(/^! texts\.csv: .*"x"/) as string });
    expect(told.stdout).not.toContain('"x"');
    const object = await desk.sextant(['predict', out, texts, '--predictions', again, '--json']);
    expect(object.stderr).toBe('');
    expect(JSON.parse(object.stdout)).toMatchObject({ rows: 2, warnings: [{ code: 'unreadable_columns' }] });

    const web = join(desk.folder, 'web');
    for (const _ of ['new', 'over it']) {
      const exported = await desk.sextant(['export-model', out, '--out', web]);
      expect(exported.stdout).toContain(join(web, 'model.json'));
    }
    expect(readdirSync(web).toSorted()).toEqual(['model.json', 'weights.bin']);
    const over = await desk.sextant(['export-model', out, '--out', join(out, 'model')]);
    expect(over.stderr).toContain('holds another model');
    expect(over.code).toBe(2);
    const other = join(desk.folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'weights.bin'), 'of another program');
    expect((await desk.sextant(['export-model', out, '--out', other])).stderr).toContain('holds another model');
    expect(readFileSync(join(other, 'weights.bin'), 'utf8')).toBe('of another program');
    const intoFile = await desk.sextant(['export-model', out, '--out', file]);
    expect([intoFile.code, intoFile.stderr]).toEqual([2, expect.stringContaining('--out: the folder')]);
    expect((await desk.sextant(['predict', out, file, '--predictions', again])).code).toBe(0);
  });

  it('says what a folder without a model lacks', async () => {
    const file = desk.write('data.csv', smallCsv());
    const { code, stderr } = await desk.sextant([
      'predict',
      desk.folder,
      file,
      '--predictions',
      join(desk.folder, 'p.csv'),
    ]);
    expect(stderr).toContain('does not hold a model');
    expect(code).toBe(2);
  });
});
