/** Records of a CSV text (RFC 4180): a quoted field may hold commas, line breaks, and quotes written twice. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(FIELD)) {
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}

/** A field, quoted or not, and what ends it; the match at the very end of a text that ends a line is an empty record. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g;

export const formatCsv = (records: readonly (readonly string[])[]): string =>
  `${records.map((record) => record.map(quote).join(',')).join('\n')}\n`;

const quote = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
