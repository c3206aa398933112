import type { AdviceItem, Recommendation, Verdict } from '../../settings/recommendation.js';
import { verdicts } from '../../settings/recommendation.js';
import { isRemark, type Slot } from '../../settings/slots.js';
import { formatValue } from '../format.js';

/** One line of the settings table: a slot with its value, why, and what the probe said. */
export interface SettingRow {
  readonly slot: Slot;
  readonly value: string;
  /** What the rules said, where the final value differs. */
  readonly recommended?: string;
  readonly because: string;
  readonly verdict: Verdict;
  readonly item: AdviceItem;
}

/** What someone types into a framework first; the rest is detail. */
export const headlineSlots: readonly Slot[] = [
  'task',
  'loss',
  'outputActivation',
  'hiddenLayers',
  'hiddenUnits',
  'hiddenActivation',
  'optimizer',
  'learningRate',
  'learningRateSchedule',
  'batchSize',
  'epochs',
  'earlyStopping',
  'dropout',
  'weightDecay',
  'metrics',
];

export interface SlotGroup {
  readonly title: string;
  readonly slots: readonly Slot[];
}

export const slotGroups: readonly SlotGroup[] = [
  {
    title: 'Output and scoring',
    slots: [
      'huberDelta',
      'focalGamma',
      'focalAlpha',
      'outputUnits',
      'predictionRange',
      'primaryMetric',
      'outputBias',
      'classWeights',
      'decisionThreshold',
      'calibration',
    ],
  },
  { title: 'Network', slots: ['residual', 'activationParametric', 'initializer', 'normalization'] },
  {
    title: 'Training',
    slots: ['momentum', 'beta1', 'beta2', 'epsilon', 'rho', 'gradientClipNorm', 'weightAveraging'],
  },
  {
    title: 'Regularisation',
    slots: ['dropoutSchedule', 'weightDecaySchedule', 'labelSmoothing', 'inputNoise', 'mixup', 'imageAugmentation'],
  },
  {
    title: 'Data preparation',
    slots: [
      'targetTransform',
      'numericScaling',
      'numericEmbedding',
      'inputScale',
      'categoricalEncoding',
      'missingValues',
    ],
  },
  { title: 'Validation', slots: ['foldKind', 'folds', 'foldRepeats', 'validationShare', 'search', 'finalModel'] },
];

/** One row a slot, in the order of the advice; the items of a collect slot become one row. */
export function settingRows({ advice }: Recommendation): SettingRow[] {
  const bySlot = new Map<Slot, AdviceItem[]>();
  for (const item of advice) {
    // Warnings have their own place, and proposed trials are seen in what was tried.
    if (isRemark(item.slot)) continue;
    bySlot.set(item.slot, [...(bySlot.get(item.slot) ?? []), item]);
  }
  return [...bySlot.values()].flatMap(rowOf);
}

function rowOf(items: readonly AdviceItem[]): SettingRow[] {
  const [item] = items;
  if (item === undefined) return [];
  const value = items.map(({ final }) => formatValue(final)).join(', ');
  const recommended = items.map((each) => formatValue(each.recommended)).join(', ');
  return [
    {
      slot: item.slot,
      value,
      ...(recommended === value ? {} : { recommended }),
      because: [...new Set(items.map(({ because }) => because))].join(' '),
      verdict: item.verdict,
      item,
    },
  ];
}

interface Reasoned extends Pick<SettingRow, 'because' | 'recommended' | 'verdict'> {
  readonly origin: AdviceItem['origin'];
  readonly evidence?: AdviceItem['evidence'] | undefined;
}

/** The rule's reason, which speaks for the rule's value, and why that does not hold where another one does. */
export function reasonOf({ because, recommended, verdict, origin, evidence }: Reasoned): string {
  if (recommended === undefined) return because;
  const said = `The rules said ${recommended}: ${because}`;
  if (verdict === 'untested' && origin === 'rule') return `${said} With what the probe kept it has no meaning.`;
  if (verdict !== 'adjusted') return said;
  if (!evidence) return `${said} The probe changed it together with others.`;
  return evidence.difference > 0
    ? said
    : `${said} The probe kept what is simpler, as it loses no more than may be chance.`;
}

export const headlineRows = (rows: readonly SettingRow[]): SettingRow[] => pick(rows, headlineSlots);

/** The rows of the given slots, in the order of the slots. */
export const pick = (rows: readonly SettingRow[], wanted: readonly Slot[]): SettingRow[] =>
  wanted.flatMap((slot) => rows.filter((row) => row.slot === slot));

/** What the probe tried other values of, the main settings first, and what the rules alone speak for. */
export function byEvidence(rows: readonly SettingRow[]): { tested: SettingRow[]; untested: SettingRow[] } {
  const ordered = [...headlineRows(rows), ...rows.filter(({ slot }) => !headlineSlots.includes(slot))];
  const isUntested = ({ verdict }: SettingRow): boolean => verdict === 'untested';
  return { tested: ordered.filter((row) => !isUntested(row)), untested: rows.filter(isUntested) };
}

export const verdictCounts = (rows: readonly SettingRow[]): { verdict: Verdict; count: number }[] =>
  verdicts
    .map((verdict) => ({ verdict, count: rows.filter((row) => row.verdict === verdict).length }))
    .filter(({ count }) => count > 0);

export const verdictMeanings: { readonly [V in Verdict]: string } = {
  confirmed: 'other values were tried and, with a probability of at least 80%, none is better by more than matters',
  adjusted: 'another value was kept: it did better, is simpler and no worse, or goes with another that did',
  refuted: 'the network with it does worse than a simple baseline, and nothing that was tried mends it',
  inconclusive: 'other values were tried and the data does not decide',
  untested: 'only the rules speak for it; no other value was tried',
};
