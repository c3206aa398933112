import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { EvidenceLedger } from '../../src/decide/rule-evidence.js';
import { renderEvidence } from '../../src/report/pages/evidence-page.js';

type RuleEvidence = EvidenceLedger['rules'][number];

const rule = (ruleId: string, of: Partial<RuleEvidence> = {}): RuleEvidence => ({
  ruleId,
  slot: 'dropout',
  probes: 9,
  verdicts: { confirmed: 5, adjusted: 2, refuted: 1, inconclusive: 0, untested: 1 },
  confirmedShare: { value: 0.625, interval: [0.3, 0.86] },
  isFew: true,
  effects: {},
  ...of,
});
const untested = { confirmed: 0, adjusted: 0, refuted: 0, inconclusive: 0, untested: 4 };
const render = (rules: readonly RuleEvidence[], looked: EvidenceLedger['looked'] = { probes: 9, isWhole: true }) =>
  parseHTML(renderEvidence({ rules, looked })).document;

describe('the page of the evidence', () => {
  it('has a bar of each verdict that was found, as wide as its share of the probes that tried another value', () => {
    const shares = render([rule('dropout.small')]).querySelector('.shares');
    const bars = [...(shares?.querySelectorAll('svg') ?? [])];
    expect(bars.map((bar) => [bar.getAttribute('class'), bar.getAttribute('width')])).toEqual([
      ['confirmed', '62.5%'],
      ['adjusted', '25.0%'],
      ['refuted', '12.5%'],
    ]);
  });

  it('says the same in words, to who sees the bars and to who does not', () => {
    const row = render([rule('dropout.small')]).querySelector('tbody tr');
    const words = '5 confirmed, 2 adjusted, 1 refuted, 0 inconclusive';
    expect(row?.querySelector('.shares')?.getAttribute('aria-label')).toBe(words);
    expect(row?.querySelector('.shares')?.getAttribute('role')).toBe('img');
    expect(row?.querySelector('.evidence')?.textContent).toBe(words);
    const [tried, , share, gain] = [...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
    expect([tried, share, gain]).toEqual(['8 of 9', '63% (30% to 86%), few probes', 'none measured']);
  });

  it('has a row for each rule that was tested, those with the most probes first, and folds the others', () => {
    const more = { confirmed: 20, adjusted: 0, refuted: 0, inconclusive: 0, untested: 0 };
    const effects = { confirmed: { probes: 20, meanPercent: 1.25, interval: [1, 2] as const } };
    const document = render([
      rule('dropout.small'),
      rule('optimizer.adam', { verdicts: more, isFew: false, effects }),
      rule('loss.binary', { verdicts: untested, confirmedShare: null }),
    ]);
    const rows = [...document.querySelectorAll('tbody tr')];
    expect(rows.map((row) => row.querySelector('th')?.textContent)).toEqual(['optimizer.adam', 'dropout.small']);
    expect(rows[0]?.querySelectorAll('.shares svg')).toHaveLength(1);
    expect(rows[0]?.querySelector('.shares svg')?.getAttribute('width')).toBe('100.0%');
    expect(rows[0]?.lastElementChild?.textContent).toMatch(/^confirmed: \+1\.[23] %$/);
    expect(document.querySelector('details')?.textContent).toContain('1 rules decided');
    expect(document.querySelector('details a')?.getAttribute('href')).toBe('/rules#loss.binary');
  });

  it('says how many probes were looked at, and how many say nothing since they are damaged', () => {
    const lead = render([]).querySelector('.lead')?.textContent;
    expect(lead).toContain('recommended (9 probes)');
    const part = render([], { probes: 1000, isWhole: false, damaged: 2 });
    expect(part.querySelector('.lead')?.textContent).toContain('of the newest (1,000 probes)');
    expect(part.querySelector('[role=alert]')?.textContent).toMatch(
      /^2 probes left out: .*changed after it was written/,
    );
    expect(render([]).querySelector('[role=alert]')).toBeNull();
  });
});
