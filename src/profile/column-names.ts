import type { Warning } from '../settings/slots.js';
import { fileError, headerHint, listNames, plural } from './messages.js';

export interface ColumnNames {
  readonly names: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * Usable column names: trimmed; `column_<position>` for a column without a name, with a warning.
 * @throws too_many_columns, duplicate_columns
 */
export function columnNames(written: readonly string[], maxColumns: number, file: string): ColumnNames {
  if (written.length > maxColumns) {
    throw fileError(
      'too_many_columns',
      file,
      `it has ${plural(written.length, 'column')}; the limit is ${maxColumns}.`,
      {
        hint: 'Leave out the columns that are not needed, or raise the limit (SEXTANT_TABLE_COLUMNS).',
        fields: { columns: written.length, limit: maxColumns },
      },
    );
  }
  const trimmed = written.map((name) => name.trim());
  const twice = [...new Set(trimmed.filter((name, index) => name !== '' && trimmed.indexOf(name) !== index))];
  if (twice.length > 0) {
    const sentence = `its header has ${twice.length === 1 ? 'the name' : 'the names'} ${listNames(twice)} more than once.`;
    throw fileError('duplicate_columns', file, sentence, {
      hint: `Give each column a name of its own.${headerHint(trimmed)}`,
      fields: { columns: twice },
    });
  }
  const taken = new Set(trimmed);
  const names = trimmed.map((name, index) => name || freeName(`column_${index + 1}`, taken));
  const unnamed = names.filter((_, index) => trimmed[index] === '');
  return { names, warnings: unnamed.length > 0 ? [unnamedWarning(unnamed)] : [] };
}

const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? freeName(`${name}_`, taken) : name;

const unnamedWarning = (names: readonly string[]): Warning => ({
  code: 'unnamed_columns',
  message: `${plural(names.length, 'column')} without a name in the header: called ${listNames(names)}.`,
});
