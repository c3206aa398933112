import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDesk, smallestProfile } from '../helpers.js';

const desk = createDesk();
const answerShape = z.looseObject({ id: z.string(), decisionId: z.string() });
const slotShape = z.array(z.looseObject({ slot: z.string() }));
const simulation = z.looseObject({ differences: slotShape, advice: slotShape });
let ids: z.infer<typeof answerShape>;
beforeAll(async () => {
  const { stdout } = await desk.sextant(['advise', desk.write('profile.json', smallestProfile), '--json']);
  ids = answerShape.parse(JSON.parse(stdout));
});

/** Rules of one's own, which go before the built-in ones. */
function overlay(recommend: string): string {
  const folder = join(desk.folder, `rules-${recommend}`);
  mkdirSync(folder, { recursive: true });
  const rule = {
    id: 'optimizer.of-our-house',
    slot: 'optimizer',
    priority: 500,
    recommend,
    because: 'Our house has always used it for its tables.',
    source: { title: 'House rules' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ name: 'house', version: '1.0.0' }));
  writeFileSync(join(folder, 'optimizer.json'), JSON.stringify([rule]));
  return folder;
}

describe('sextant replay', () => {
  it('says that the same comes out', async () => {
    const { code, stdout } = await desk.sextant(['replay', ids.id]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('The same')]);
    expect(stdout).toContain(ids.decisionId);
  });

  it('shows what other rules change', async () => {
    const { code, stdout } = await desk.sextant(['replay', ids.decisionId, '--rules', overlay('sgd')]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/optimizer: adam \(optimizer.default\) -> sgd \(optimizer.of-our-house\)/),
    ]);
    const data = await desk.sextant(['replay', ids.decisionId, '--rules', overlay('sgd'), '--json']);
    expect(JSON.parse(data.stdout)).toMatchObject({ outcome: 'different', decisionId: ids.decisionId });
    const builtIn = await desk.sextant(['replay', ids.decisionId, '--rule-set', 'built-in']);
    expect(builtIn.stdout).toContain('The same');
  });

  it.each([
    [['--rules', 'x', '--rule-set', 'active'], /exclude each other/],
    [['--rule-set', 'mine'], /no rule set mine/],
  ])('refuses %j', async (flags, says) => {
    const { code, stderr } = await desk.sextant(['replay', ids.decisionId, ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('sextant what-if', () => {
  it('tells what changes, of a record and of a file', async () => {
    const recorded = await desk.sextant(['what-if', ids.id, '--change', 'rows=900', '--change', 'hardware=null']);
    expect([recorded.code, recorded.stdout]).toEqual([0, expect.stringMatching(/hiddenLayers: 3 .* -> 2 /)]);
    const ofFile = await desk.sextant(['what-if', join(desk.folder, 'profile.json'), '--change', 'rows=900', '--json']);
    expect(JSON.parse(ofFile.stdout)).toMatchObject({ profile: { rows: 900 }, settings: { hiddenLayers: 2 } });
    const nothing = await desk.sextant(['what-if', ids.id, '--change', 'rows=1001']);
    expect(nothing.stdout).toMatch(/^ {2}nothing changes\n {2}\d\d settings stay as they are$/m);
    const one = await desk.sextant(['what-if', ids.id, '--set', 'batchSize=7', '--json']);
    const { differences, advice } = simulation.parse(JSON.parse(one.stdout));
    const settings = new Set(advice.map(({ slot }) => slot).filter((slot) => slot !== 'warnings' && slot !== 'trials'));
    for (const { slot } of differences) settings.delete(slot);
    const said = await desk.sextant(['what-if', ids.id, '--set', 'batchSize=7']);
    const lines = said.stdout.trimEnd().split('\n').slice(1);
    expect(lines).toHaveLength(differences.length + 1);
    expect(lines[0]).toMatch(/^ {2}batchSize: \d+ \(batchSize\..*\) -> 7 \(the caller\)$/);
    expect(lines.at(-1)).toBe(`  ${settings.size} settings stay as they are`);
  });

  it.each([
    [['--change', 'rows'], /fact=value/],
    [['--change', 'inputs=3'], /inputs is no fact/],
    [['--set', 'optimizer=magic'], /optimizer cannot be/],
  ])('refuses %j', async (flags, says) => {
    const { code, stderr } = await desk.sextant(['what-if', ids.id, ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('sextant counterfactuals', () => {
  it('lists the smallest changes, nothing rounded', async () => {
    const { code, stdout } = await desk.sextant(['counterfactuals', ids.id, '--slot', 'hiddenLayers']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('rows 1000 -> 999: 2 (hiddenLayers.default)')]);
    const data = await desk.sextant(['counterfactuals', ids.id, '--slot', 'hiddenLayers', '--facts', '1', '--json']);
    expect(JSON.parse(data.stdout)).toMatchObject({ slot: 'hiddenLayers', value: 3, exhausted: true });
  });

  it.each([
    [[], /--slot/],
    [['--slot', 'hidenLayers'], /Did you mean "hiddenLayers"/],
    [['--slot', 'metrics'], /collects values/],
  ])('refuses %j', async (flags, says) => {
    const { code, stderr } = await desk.sextant(['counterfactuals', ids.id, ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('sextant decisions', () => {
  const many = createDesk();

  it('filters', async () => {
    const listed = async (...flags: string[]) => {
      const { stdout } = await desk.sextant(['decisions', '--json', ...flags]);
      return z.object({ decisions: z.array(z.looseObject({ id: z.string() })) }).parse(JSON.parse(stdout)).decisions
        .length;
    };
    expect(await listed('--slot', 'optimizer', '--value', 'adam', '--since', '1h')).toBe(1);
    expect(await listed('--slot', 'optimizer', '--value', 'sgd')).toBe(0);
    expect(await listed('--until', '2020-01-01')).toBe(0);
    const { stdout } = await desk.sextant(['decisions', '--verdict', 'refuted']);
    expect(stdout).toContain('No recorded decision is of this kind');
  });

  it('says that there are more than it shows, in the table alone', async () => {
    const file = many.write('p.json', smallestProfile);
    const more = 'The newest 20; more: --limit 100, or --until with an earlier time.';
    const rowsOf = (text: string) => text.split('\n').filter((line) => /dec\\?_/.test(line)).length;
    for (let i = 0; i < 20; i++) await many.sextant(['advise', file, '--json']);
    expect((await many.sextant(['decisions'])).stdout).not.toContain('more:');
    await many.sextant(['advise', file, '--json']);
    const { stdout } = await many.sextant(['decisions']);
    expect([rowsOf(stdout), stdout]).toEqual([20, expect.stringMatching(new RegExp(`\n\n${more}\n$`))]);
    expect((await many.sextant(['decisions', '--limit', '3'])).stdout).not.toContain('more:');
    const markdown = (await many.sextant(['decisions', '--format', 'md'])).stdout;
    expect([rowsOf(markdown), markdown]).toEqual([20, expect.not.stringContaining('more:')]);
  });

  it('prints lines for other programs', async () => {
    const { stdout: csv } = await desk.sextant(['decisions', '--format', 'csv']);
    expect(csv.split('\r\n')).toEqual([
      expect.stringMatching(/^id,occurredAt/),
      expect.stringContaining(ids.decisionId),
      '',
    ]);
    const { stdout: lines } = await desk.sextant(['decisions', '--format', 'ndjson']);
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([expect.objectContaining({ id: ids.decisionId })]);
  });

  it.each([
    [['--since', 'soon'], /2026-03-01/],
    [['--format', 'xml'], /table, json, md, ndjson, csv/],
    [['--json', '--format', 'csv'], /exclude each other/],
    [['--verdict', 'guilty'], /confirmed/],
  ])('refuses %j', async (flags, says) => {
    const { code, stderr } = await desk.sextant(['decisions', ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});
