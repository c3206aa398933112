import type { Advice } from '../../../src/advise/schema.js';
import { type Case, classifies } from './case.js';
import { peers } from './peers.js';
import { type Setting, type SettingName, settingNames, settings } from './settings.js';

/** What Sextant and each peer choose for one setting of one data set. */
export interface Comparison {
  readonly setting: SettingName;
  readonly sextant: string;
  /** In the order of `peers`. */
  readonly others: readonly string[];
  /** The rules behind Sextant's value; empty where no peer differs. */
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly ruleId: string;
  readonly slot: string;
  readonly because: string;
}

/** A setting whose every column is the same for all data sets of a group. */
export interface SharedRow {
  readonly group: string;
  readonly comparisons: readonly Comparison[];
}

export interface SharedTable {
  readonly title: string;
  readonly rows: readonly SharedRow[];
}

export const settingOf = (name: SettingName): Setting => settings[name];
export const applies = (name: SettingName, one: Case): boolean => settingOf(name).only?.holds(one) ?? true;

export function compare(name: SettingName, one: Case): Comparison {
  const sextant = settingOf(name).sextant(one.advice.settings, one);
  const others = peers.map(({ defaults }) => defaults[name].of(one));
  const reasons = others.every((other) => other === sextant) ? [] : reasonsOf(settingOf(name), one.advice);
  return { setting: name, sextant, others, reasons };
}

const reasonsOf = ({ slots }: Setting, { items }: Advice): Reason[] =>
  slots.flatMap((slot) =>
    items.flatMap((item) =>
      item.slot === slot && item.ruleId !== null ? [{ ruleId: item.ruleId, slot, because: item.because }] : [],
    ),
  );

/** The size from which rules take RealMLP's recipe (ADR 6). */
const manyRows = 1000;
const sizeOf = ({ profile }: Case): string => (profile.rows < manyRows ? 'below 1,000 rows' : 'from 1,000 rows');

/** Ways to divide the data sets, the coarsest first. */
const divisions: readonly { readonly title: string; readonly groupOf: (one: Case) => string }[] = [
  { title: 'The same for every data set', groupOf: () => 'all' },
  { title: 'By task', groupOf: ({ task }) => task },
  { title: 'By size', groupOf: sizeOf },
  {
    title: 'By task and size',
    groupOf: (one) => `${classifies(one) ? 'classification' : 'regression'}, ${sizeOf(one)}`,
  },
];

/** Tables of the settings that are the same within groups, and the settings that no division makes so. */
export function divide(cases: readonly Case[]): { tables: SharedTable[]; varying: SettingName[] } {
  const open = new Set(settingNames.filter((name) => settingOf(name).single !== true));
  const tables = divisions.map(({ title, groupOf }) => {
    const rows = [...open].flatMap((name) => {
      const groups = groupsOf(name, cases, groupOf);
      if (!groups.every(({ comparisons }) => comparisons.every((other) => isSame(other, comparisons[0])))) return [];
      open.delete(name);
      return groups;
    });
    return { title, rows };
  });
  return { tables, varying: settingNames.filter((name) => open.has(name) || settingOf(name).single === true) };
}

function groupsOf(name: SettingName, cases: readonly Case[], groupOf: (one: Case) => string): SharedRow[] {
  const affected = cases.filter((one) => applies(name, one));
  const names = [...new Set(affected.map(groupOf))].sort();
  return names.map((group) => ({
    group: group === 'all' ? (settingOf(name).only?.title ?? group) : group,
    comparisons: affected.filter((one) => groupOf(one) === group).map((one) => compare(name, one)),
  }));
}

const isSame = (a: Comparison, b: Comparison | undefined): boolean =>
  b !== undefined && a.sextant === b.sextant && a.others.every((other, index) => other === b.others[index]);
