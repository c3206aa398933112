import { SextantError } from '../errors.js';
import { absentColumn, fileError, listNames } from './messages.js';
import type { SourceColumn } from './loaded-table.js';
import type { Source } from './source.js';

export interface NamedRoles {
  readonly target: readonly string[];
  readonly ignore: readonly string[];
  readonly group: string | undefined;
  readonly time: string | undefined;
  readonly weight: string | undefined;
}

export interface Roles {
  readonly target: readonly SourceColumn[];
  readonly group: SourceColumn | undefined;
  readonly time: SourceColumn | undefined;
  readonly weight: SourceColumn | undefined;
  readonly ignored: readonly SourceColumn[];
  readonly features: readonly SourceColumn[];
}

/**
 * Finds the columns that the caller named.
 * @throws target_absent, column_missing (with near names), usage_invalid for a column named twice, no_features
 */
export function assignRoles(source: Source, named: NamedRoles): Roles {
  checkNamedOnce(named);
  const names = source.columns.map(({ name }) => name);
  const find = (name: string, role: keyof NamedRoles, pointer = `/${role}`): SourceColumn => {
    const column = source.columns.find((candidate) => candidate.name === name.trim());
    if (column) return column;
    throw absentColumn(
      role === 'target' ? 'target_absent' : 'column_missing',
      source.file,
      { name, role, pointer },
      names,
    );
  };
  const target = named.target.map((name, index) => find(name, 'target', `/target/${index}`));
  const group = named.group === undefined ? undefined : find(named.group, 'group');
  const time = named.time === undefined ? undefined : find(named.time, 'time');
  const weight = named.weight === undefined ? undefined : find(named.weight, 'weight');
  const ignored = named.ignore.map((name, index) => find(name, 'ignore', `/ignore/${index}`));
  const taken = new Set([...target, ...ignored, ...[group ?? [], time ?? [], weight ?? []].flat()]);
  const features = source.columns.filter((column) => !taken.has(column));
  if (features.length === 0) {
    const isIgnored = ignored.length > 0;
    throw fileError(
      'no_features',
      source.file,
      `it has no column beside ${listNames([...taken].map(({ name }) => name))}.`,
      {
        hint: isIgnored
          ? 'Leave at least one column from which the target is to be predicted: ignore fewer.'
          : 'Give at least one column from which the target is to be predicted; check the delimiter if there are several.',
        ...(isIgnored && { fields: { pointers: ['/ignore'] } }),
      },
    );
  }
  return { target, group, time, weight, ignored, features };
}

function checkNamedOnce({ target, ignore, group, time, weight }: NamedRoles): void {
  if (target.length === 0) {
    throw new SextantError('usage_invalid', 'No target column was named.', {
      hint: 'Name the column to predict.',
      fields: { pointers: ['/target'] },
    });
  }
  const all = [
    ...target.map((name, index) => ({ name, pointer: `/target/${index}` })),
    ...[...new Set(ignore)].map((name) => ({ name, pointer: `/ignore/${ignore.indexOf(name)}` })),
    ...Object.entries({ group, time, weight }).flatMap(([role, name]) =>
      name === undefined ? [] : [{ name, pointer: `/${role}` }],
    ),
  ].map(({ name, pointer }) => ({ name: name.trim(), pointer }));
  const names = all.map(({ name }) => name);
  const again = all.filter(({ name }, index) => names.indexOf(name) !== index);
  const twice = again.map(({ name }) => name);
  if (twice.length > 0) {
    throw new SextantError('usage_invalid', `A column can have one role only: ${listNames(twice)} is named twice.`, {
      hint: 'Name each column once among target, group, time, weight and ignore.',
      fields: { columns: twice, pointers: again.map(({ pointer }) => pointer) },
    });
  }
}
