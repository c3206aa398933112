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
 * White space, here and in the database: what `trim` of JavaScript takes away. `trim(c)` of the database leaves these of it,
 * by their code points: tab, line ends, line and paragraph separator, byte order mark.
 */
const leftByTrim = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x2028, 0x2029, 0xfeff];
const takenByTrim = [
  0x20,
  0xa0,
  0x1680,
  ...Array.from({ length: 11 }, (_, place) => 0x2000 + place),
  0x202f,
  0x205f,
  0x3000,
];

/**
 * SQL of a text without white space around it. To trim by a list of characters takes several times as long as to trim without,
 * and so does a look at all of a text: both are kept for texts whose first or last character may be one of the list.
 */
function trimmedText(cell: string): string {
  const left = leftByTrim.map((point) => `\\x{${point.toString(16)}}`).join('');
  // As they are: as calls of a function each use of the macro would take long to plan.
  const all = `'${String.fromCodePoint(...takenByTrim, ...leftByTrim)}'`;
  const mayBeFramed = `(${cell} < '!' or ${cell}[-1] < '!' or strlen(${cell}) <> length(${cell}))`;
  return `case when ${mayBeFramed} and regexp_matches(${cell}, '[${left}]') then trim(${cell}, ${all}) else trim(${cell}) end`;
}

/**
 * SQL macros by which every cell is read:
 * `trimmed(c)`: the text without white space around it;
 * `value_of(c)`: the trimmed text, NULL when missing; `raw_of(c)`: the text as written, NULL when missing;
 * `number_of(v)`: as written, may be infinite; `within_range(y)`: NULL where a number is not; `real_of(v)`: both;
 * `is_unwritten(v)`: missing if the column holds numbers; `is_date(v)`: looks like a date or a time.
 */
export function cellMacros(style: NumberStyle): string[] {
  return [
    `create macro trimmed(c) as ${trimmedText('c')}`,
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
