import type { EvidenceLedger } from '../../decide/rule-evidence.js';
import { formatShare } from '../../report/format.js';
import { paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { type Column, renderTable } from './table.js';

type RuleEvidence = EvidenceLedger['rules'][number];

const counted = ['confirmed', 'adjusted', 'refuted', 'inconclusive'] as const;

const columns: readonly Column[] = [
  { title: 'rule', isFlexible: true },
  ...counted.map((title): Column => ({ title, align: 'right' })),
  { title: 'confirmed share' },
];

/** Rules of which a probe tried another value, those with the most such probes first. */
export function renderEvidence({ rules, looked }: EvidenceLedger, { width, color, markdown }: RenderOptions): string {
  const palette = paletteOf(color);
  const countOf = ({ verdicts }: RuleEvidence): number => counted.reduce((sum, verdict) => sum + verdicts[verdict], 0);
  const tested = rules.filter((rule) => countOf(rule) > 0).toSorted((a, b) => countOf(b) - countOf(a));
  const probes = `${looked.isWhole ? '' : 'the newest '}${looked.probes} ${looked.probes === 1 ? 'probe' : 'probes'}`;
  const leftOut = looked.damaged ? ` Left out, since changed after it was written: ${looked.damaged}.` : '';
  if (tested.length === 0) return `No probe has tested a rule yet: ${probes} on record.${leftOut}\n`;
  const rows = tested.map(({ ruleId, verdicts, confirmedShare, isFew }) => [
    { text: ruleId, paint: palette.bold },
    ...counted.map((verdict) => ({ text: String(verdicts[verdict]) })),
    { text: `${shareOf(confirmedShare)}${isFew ? ', few' : ''}` },
  ]);
  const lines = renderTable({ columns, rows, width, paintTitle: palette.bold, markdown });
  const others = rules.length - tested.length;
  return `${[...lines, '', `From ${probes}; of ${others} further rules no probe has tried another value.${leftOut}`].join('\n')}\n`;
}

function shareOf(share: RuleEvidence['confirmedShare']): string {
  if (share === null) return 'untested';
  const [low, high] = share.interval;
  return `${formatShare(share.value)} (${formatShare(low)} to ${formatShare(high)})`;
}
