import { metricNames } from '../settings/slots.js';
import { tasks } from '../settings/tasks.js';
import { columnKinds, type Profile } from './schema.js';

/** A fact's value, or `undefined` where the profile does not say: missing is never 0. */
export type FactValue = number | boolean | string | undefined;
export type Facts = Readonly<Record<string, FactValue>>;

export interface FactDefinition {
  readonly type: 'integer' | 'number' | 'boolean' | 'text';
  readonly min?: number;
  readonly max?: number;
  /** The closed set of a text fact. */
  readonly values?: readonly string[];
  /** Facts that are known exactly when this one is. */
  readonly knownWith?: readonly string[];
  /** Reads or derives the fact. A derived fact is missing when any fact it needs is. */
  readonly of: (profile: Profile) => FactValue;
}

const text = (values: readonly string[], of: FactDefinition['of']): FactDefinition => ({ type: 'text', values, of });
const flag = (of: FactDefinition['of']): FactDefinition => ({ type: 'boolean', of });
const integer = (of: FactDefinition['of'], min = 0, max?: number): FactDefinition =>
  max === undefined ? { type: 'integer', min, of } : { type: 'integer', min, max, of };
const real = (of: FactDefinition['of'], min?: number): FactDefinition =>
  min === undefined ? { type: 'number', of } : { type: 'number', min, of };
const share = (of: FactDefinition['of']): FactDefinition => ({ type: 'number', min: 0, max: 1, of });

const classCounts = (profile: Profile): number[] | undefined => {
  const counts = profile.classCounts && Object.values(profile.classCounts);
  return counts && counts.length > 0 ? counts : undefined;
};
const quotient = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined || b === 0 ? undefined : a / b;
const sumOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const ofCounts = (profile: Profile, f: (counts: number[]) => number | undefined): number | undefined => {
  const counts = classCounts(profile);
  return counts && f(counts);
};

/** Whether a row may carry several labels, as stated or as the rules tell from the target: their counts then do not add up to the rows. */
const isMultilabel = ({ task, labelEncoding, target }: Profile): boolean =>
  task === undefined
    ? labelEncoding === 'multiHot' || (labelEncoding !== 'oneHot' && target?.type === 'list')
    : task === 'multilabel';
/** Of the rows, that a class has. */
const shareOf = (profile: Profile, count: (counts: number[]) => number): number | undefined =>
  ofCounts(profile, (counts) => {
    const share = quotient(count(counts), isMultilabel(profile) ? profile.rows : sumOf(counts));
    return share === undefined ? undefined : Math.min(1, share);
  });

/** Columns that reach the network: numeric + boolean + one input per category level (unknown levels count as missing). */
const inputs = ({ columns, categories }: Profile): number | undefined => {
  const levels = columns.categorical === 0 ? 0 : categories?.total;
  return levels === undefined ? undefined : columns.numeric + columns.boolean + levels;
};

const columnFacts = Object.fromEntries(
  columnKinds.map((kind) => [`columns.${kind}`, integer((profile) => profile.columns[kind])]),
);

/** Every fact that a rule may read, each a declared function of the profile. */
export const factDefinitions: Readonly<Record<string, FactDefinition>> = {
  task: text(tasks, (p) => p.task),
  modality: text(['table', 'image', 'text', 'sequence'], (p) => p.modality),
  rows: integer((p) => p.rows, 1),
  ...columnFacts,
  labelEncoding: text(['integer', 'oneHot', 'multiHot', 'text', 'boolean'], (p) => p.labelEncoding),
  'target.columns': { ...integer((p) => p.target?.columns, 1), knownWith: ['target.type'] },
  'target.type': text(['number', 'text', 'boolean', 'list'], (p) => p.target?.type),
  'target.distinct': integer((p) => p.target?.distinct, 1),
  'target.integral': flag((p) => p.target?.integral),
  'target.min': real((p) => p.target?.min),
  'target.max': real((p) => p.target?.max),
  'target.mean': real((p) => p.target?.mean),
  'target.standardDeviation': real((p) => p.target?.standardDeviation, 0),
  'target.skewness': real((p) => p.target?.skewness),
  'target.excessKurtosis': real((p) => p.target?.excessKurtosis),
  'target.outlierShare': share((p) => p.target?.outlierShare),
  'target.zeroShare': share((p) => p.target?.zeroShare),
  'target.missing': integer((p) => p.target?.missing),
  numericSkewedShare: share((p) => p.numericSkewedShare),
  numericOutlierShare: share((p) => p.numericOutlierShare),
  numericMissingShare: share((p) => p.numericMissingShare),
  missingShare: share((p) => p.missingShare),
  duplicateShare: share((p) => p.duplicateShare),
  'categories.max': integer((p) => (p.columns.categorical === 0 ? 0 : p.categories?.max)),
  'categories.total': integer((p) => (p.columns.categorical === 0 ? 0 : p.categories?.total)),
  groups: integer((p) => p.groups, 1),
  timeOrdered: flag((p) => p.timeOrdered),
  weighted: flag((p) => p.weighted),
  'constraints.maxParameters': integer((p) => p.constraints?.maxParameters, 1),
  'constraints.maxLatencyMs': real((p) => p.constraints?.maxLatencyMs, 0),
  'constraints.maxMemoryMb': real((p) => p.constraints?.maxMemoryMb, 0),
  metric: text(metricNames, (p) => p.metric),
  hardware: text(['cpu', 'gpu'], (p) => p.hardware),
  budgetSeconds: real((p) => p.budgetSeconds, 0),
  'inputShape.rank': integer((p) => p.inputShape?.length, 1, 4),

  classes: integer((p) => ofCounts(p, (counts) => counts.length), 1),
  minorityRows: { ...integer((p) => ofCounts(p, (counts) => Math.min(...counts))), knownWith: ['classes'] },
  minorityShare: share((p) => shareOf(p, (counts) => Math.min(...counts))),
  majorityShare: share((p) => shareOf(p, (counts) => Math.max(...counts))),
  imbalanceRatio: real((p) => ofCounts(p, (counts) => quotient(Math.max(...counts), Math.min(...counts))), 1),
  featureColumns: integer(({ columns: c }) => c.numeric + c.boolean + c.categorical + c.text + c.datetime),
  inputs: integer(inputs),
  rowsPerInput: real((p) => quotient(p.rows, inputs(p)), 0),
  numericCells: integer((p) => p.rows * p.columns.numeric),
  rowsPerNumeric: real((p) => quotient(p.rows, p.columns.numeric), 0),
  secondsPerThousandRows: {
    ...real((p) => quotient(p.budgetSeconds === undefined ? undefined : 1000 * p.budgetSeconds, p.rows), 0),
    knownWith: ['budgetSeconds'],
  },
  'target.distinctShare': {
    ...share((p) => quotient(p.target?.distinct, p.rows)),
    knownWith: ['target.distinct'],
  },
};

const definitions = Object.entries(factDefinitions);

/** The facts of a profile by name; a fact the profile does not determine is `undefined`. The object is the caller's own. */
export function factsOf(profile: Profile): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {};
  for (const [name, { of }] of definitions) facts[name] = of(profile);
  return facts;
}
