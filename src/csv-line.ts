/** What a spreadsheet takes for a formula, also in its wide form or behind blanks; and what it strips before it looks. */
const formula = /^(?:[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

/**
 * A line of CSV (RFC 4180) with its end. A text that a spreadsheet would compute is given a quote in front, which shows it as it
 * is; numbers are left alone, `null` is an empty cell.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(cell: string | number | null): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
