import { gainInBrief } from '../../report/view/gain.js';
import { headlineRows, reasonOf, type SettingRow, settingRows } from '../../report/view/setting-rows.js';
import { plainText } from '../../plain-text.js';
import type { Recommendation } from '../../settings/recommendation.js';
import type { Layout } from './notes.js';
import { paintVerdict } from './paint.js';
import { renderTable } from './table.js';
import { wrap } from './width.js';

/** Below this a table of four columns is unreadable: each setting becomes a short paragraph. */
const LEAST_TABLE = 76;
/** From here on long values have room beside the reasons. */
const ROOMY = 100;

/** Slot, value, why, verdict: the main settings, and any other that the probe or a caller has changed or judged. */
export function renderSettings(recommendation: Recommendation, layout: Layout, all: boolean): string[] {
  const rows = settingRows(recommendation);
  const headline = headlineRows(rows);
  const judged = rows.filter(
    (row) => !headline.includes(row) && (all || row.verdict !== 'untested' || row.item.origin !== 'rule'),
  );
  const shown = [...headline, ...judged];
  const lines = layout.width < LEAST_TABLE ? paragraphs(shown, layout) : table(shown, layout);
  const hidden = rows.length - shown.length;
  if (hidden === 0) return lines;
  const rest = wrap(
    `${hidden} more settings follow the rules: --all shows them. In brackets the rule: sextant rules show ID.`,
    layout.width,
  );
  return [...lines, ...rest.map(layout.palette.dim)];
}

const valueOf = ({ value, recommended, item }: SettingRow): string => {
  const was = recommended === undefined ? '' : ` (rules: ${recommended})`;
  return `${value}${was}${item.origin === 'rule' ? '' : ` [${item.origin}]`}`;
};

/** The rule's reason, what changed its value, and the rule: `sextant rules show` tells more of it. */
const whyOf = (row: SettingRow): string => {
  const { ruleId } = row.item;
  return ruleId === null ? whyWithEvidence(row) : `${whyWithEvidence(row)} [${ruleId}]`;
};

const whyWithEvidence = (row: SettingRow): string => {
  const { verdict, item } = row;
  const said = reasonOf({ ...row, origin: item.origin, evidence: item.evidence });
  if (item.evidence === undefined) return said;
  const found = gainInBrief(item.evidence);
  const isGain = verdict === 'adjusted' && item.evidence.difference > 0;
  return `${said} ${isGain ? 'The probe changed it' : 'The probe'}: ${found}.`;
};

const table = (rows: readonly SettingRow[], { width, palette }: Layout): string[] =>
  renderTable({
    columns: [
      { title: 'slot', most: 22 },
      { title: 'value', most: width < ROOMY ? 18 : 26 },
      { title: 'why', isFlexible: true },
      { title: 'verdict' },
    ],
    rows: rows.map((row) => [
      { text: row.slot },
      { text: valueOf(row), paint: palette.bold },
      { text: whyOf(row), paint: palette.dim },
      { text: row.verdict, paint: paintVerdict(palette, row.verdict) },
    ]),
    width,
    paintTitle: palette.bold,
  });

const paragraphs = (rows: readonly SettingRow[], { width, palette }: Layout): string[] =>
  rows.flatMap((row) => [
    ...wrap(`${row.slot}: ${plainText(valueOf(row))}`, width).map(palette.bold),
    `  ${paintVerdict(palette, row.verdict)(row.verdict)}`,
    ...wrap(plainText(whyOf(row)), width - 2).map((line) => `  ${palette.dim(line)}`),
  ]);
