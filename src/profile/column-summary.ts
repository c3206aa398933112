import type { ColumnFacts } from './column-facts.js';
import { countAndDecide, type DecidedColumn } from './decide-columns.js';
import type { KindDecision } from './column-kind.js';
import type { Roles } from './roles.js';
import type { ColumnKind } from './schema.js';
import type { Source } from './source.js';
import { countDistinct, type NumericSummary } from './statistics.js';
import type { TargetReading } from './target.js';

export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly role: 'feature' | 'target' | 'group' | 'time' | 'weight' | 'ignored';
  /** Cells without a usable value, among the rows that have a target. */
  readonly missing: number;
  readonly distinct: number;
  /** Of the numbers of a numeric column; mean and skewness only where it is read, as feature or target. */
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly skewness?: number;
  /** Why it is of this kind, where that is not plain to see. */
  readonly note?: string;
}

/** What is known of a file's columns once it was read. */
export interface KnownColumns {
  readonly roles: Roles;
  readonly decided: readonly DecidedColumn[];
  /** Of the numeric features, by name. */
  readonly numbers: ReadonlyMap<string, NumericSummary>;
  readonly target: TargetReading;
}

/** What a person wants to know of each column at a glance, in the file's order. */
export async function summarizeColumns(source: Source, known: KnownColumns): Promise<ColumnSummary[]> {
  const { roles, decided, numbers, target } = known;
  const ignored = await countAndDecide(source, roles.ignored);
  const group = await countAndDecide(source, roles.group ? [roles.group] : []);
  const time = await countAndDecide(source, roles.time ? [roles.time] : []);
  const weight = await countAndDecide(source, roles.weight ? [roles.weight] : []);
  const summarized: Summarized[] = [
    ...decided.map((column) => ({ ...column, role: 'feature' as const, numbers: numbers.get(column.facts.name) })),
    ...target.facts.map((facts) => ({
      facts,
      ...targetKind(target),
      role: 'target' as const,
      numbers: target.numbers,
    })),
    ...ignored.map((column) => ({ ...column, role: 'ignored' as const })),
    ...group.map((column) => ({ ...column, role: 'group' as const })),
    ...time.map((column) => ({ ...column, role: 'time' as const })),
    ...weight.map((column) => ({ ...column, role: 'weight' as const })),
  ];
  const byColumn = new Map(summarized.map((column) => [column.facts.sql, summaryOf(column)]));
  return source.columns.flatMap(({ sql }) => byColumn.get(sql) ?? []);
}

const targetKinds = { number: 'numeric', boolean: 'boolean', text: 'categorical', list: 'boolean' } as const;
const targetKind = ({ type }: TargetReading): KindDecision => ({ kind: targetKinds[type] });

interface Summarized extends KindDecision {
  readonly facts: ColumnFacts;
  readonly role: ColumnSummary['role'];
  readonly numbers?: NumericSummary | undefined;
}

const distinctNumbersOf = ({ distinctNumbers, values }: ColumnFacts): number =>
  Number.isNaN(distinctNumbers) && values ? countDistinct(values) : distinctNumbers;

function summaryOf({ facts, kind, role, note, numbers }: Summarized): ColumnSummary {
  const isNumeric = kind === 'numeric';
  return {
    name: facts.name,
    kind,
    role,
    missing: facts.rows - (isNumeric ? facts.numbers : facts.present),
    distinct: isNumeric ? distinctNumbersOf(facts) : facts.distinct,
    ...(isNumeric ? { min: facts.min, max: facts.max } : {}),
    ...(isNumeric && numbers ? { mean: numbers.mean, skewness: numbers.skewness } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
