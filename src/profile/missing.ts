/**
 * Which cells count as missing. Cells are compared after trimming.
 *
 * Always: the empty cell and what statistics programs, spreadsheets and database dumps write for it (the common part of
 * the lists of R, pandas and Excel, `\N` of database dumps, and `?` of the UCI files). Letter case matters: `Na` may be sodium.
 */
export const alwaysMissing: readonly string[] = [
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaN',
  'nan',
  'NAN',
  '-nan',
  '-NaN',
  'NULL',
  'Null',
  'null',
  '?',
  '\\N',
];

/**
 * Only among numbers: words that are good levels of a category (`none` is a value of "other debtors") but cannot be
 * meant as a number. As a level they keep what they say; in a numeric column they can only be missing. Any letter case.
 */
const missingAmongNumbers = [
  'none',
  'na',
  'n.a.',
  'nil',
  '-',
  '--',
  '---',
  '.',
  'missing',
  'unknown',
  'undefined',
  '#div/0!',
  '#value!',
  '#num!',
  '#ref!',
];

/** Beyond the range of the 32-bit numbers that networks calculate with, a number would become infinite. */
export const largestNumber = 3.4028234663852886e38;

export type NumberStyle = 'plain' | 'decimalComma' | 'thousands';

const asNumber: Record<NumberStyle, string> = {
  plain: 'plain_number(v)',
  /** `3,14`: where the comma does not separate cells. */
  decimalComma: `coalesce(plain_number(v),
    plain_number(case when regexp_full_match(v, '[+-]?\\d*,\\d+([eE][+-]?\\d+)?') then replace(v, ',', '.') end))`,
  /** `"1,234.5"`: where the comma separates cells, one inside a quoted number can only group thousands. */
  thousands: `coalesce(plain_number(v),
    plain_number(case when regexp_full_match(v, '[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?') then replace(v, ',', '') end))`,
};

/**
 * SQL: a text is one of some short words. Not `in`, which becomes a join: slow, and it forgets the order of the rows. The
 * length is looked at first, since most cells are longer or no words.
 */
function isAmong(words: readonly string[], text: string): string {
  const literals = words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ');
  const longest = Math.max(...words.map((word) => word.length));
  return `(strlen(${text}) <= ${longest} and list_contains([${literals}], ${text}))`;
}

/**
 * SQL macros by which every cell is read:
 * `value_of(c)`: the trimmed text, NULL when missing; `raw_of(c)`: the text as written, NULL when missing;
 * `number_of(v)`: as written, may be infinite; `within_range(y)`: NULL where a number is not; `real_of(v)`: both;
 * `is_unwritten(v)`: missing if the column holds numbers; `is_date(v)`: looks like a date or a time.
 */
export function cellMacros(style: NumberStyle): string[] {
  return [
    `create macro trimmed(c) as trim(c)`,
    `create macro is_missing(v) as ${isAmong(alwaysMissing, 'v')}`,
    `create macro value_of(c) as case when is_missing(trimmed(c)) then null else trimmed(c) end`,
    `create macro raw_of(c) as case when is_missing(trimmed(c)) then null else c end`,
    // DuckDB reads 1_000 as a thousand; in data it is a code.
    `create macro plain_number(v) as case when contains(v, '_') then null else try_cast(v as double) end`,
    `create macro number_of(v) as ${asNumber[style]}`,
    `create macro within_range(y) as case when abs(y) <= ${largestNumber} then y end`,
    `create macro real_of(v) as within_range(number_of(v))`,
    `create macro is_unwritten(v) as ${isAmong(missingAmongNumbers, 'lower(v)')}`,
    `create macro is_date(v) as regexp_full_match(v, '${datePattern}')`,
  ];
}

/** ISO 8601 (also with slashes), day or month first with a four-digit year, and times of day. */
const clock = '\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp][Mm])?';
const zone = '( ?(Z|UTC|[+-]\\d{2}(:?\\d{2})?))?';
const day = '(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4})';
const datePattern = `(${day}([T ]${clock}${zone})?|${clock}${zone})`;
