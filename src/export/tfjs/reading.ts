import { SextantError } from '../../errors.js';
import { alwaysMissing } from '../../profile/missing.js';
import { type FileFormat, formatOf } from '../file-format.js';
import type { Plan } from '../plan.js';
import { jsList } from './literals.js';

const CSV = String.raw`/** Rows of cells; a cell in quotes may hold anything, and "" is a quote in it. */
function parseRows(text, delimiter) {
  const rows = [];
  let row = [];
  let cell = "";
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0].trim() !== "") rows.push(row);
    row = [];
    cell = "";
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === delimiter) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

/** The sign that splits most of the first rows into as many cells as the header. */
function findDelimiter(text) {
  const head = text.slice(0, 1_000_000).split("\n").slice(0, 200).join("\n");
  const agreement = (sign) => {
    const counts = parseRows(head, sign).map((row) => row.length);
    const alike = counts.filter((count) => count === counts[0]).length / counts.length;
    return counts[0] > 1 ? alike + counts[0] * 1e-6 : 0;
  };
  const signs = [",", ";", "\t", "|", ":", "^", "~", " "];
  return signs.reduce((best, sign) => (agreement(sign) > agreement(best) ? sign : best));
}

/** Columns by their names, each a list of trimmed texts or nulls; a column without a name is called by its position. */
function readTable(path) {
  const text = readText(path);
  delimiter = findDelimiter(text);
  const [header, ...rows] = parseRows(text, delimiter);
  const names = header.map((name, place) => name.trim() || "column_" + (place + 1));
  const isWhole = (row) => row.length === header.length;
  if (!rows.every(isWhole)) console.warn(rows.filter((row) => !isWhole(row)).length + " rows of another length are left out");
  const whole = rows.filter(isWhole);
  return { rows: whole.length, columns: new Map(names.map((name, place) => [name, whole.map((row) => asText(row[place]))])) };
}`;

const objects = (parse: string): string => `/** Columns by their names, each a list of trimmed texts or nulls. */
function readTable(path) {
  const objects = ${parse};
  const names = [...new Set(objects.flatMap((one) => Object.keys(one)))];
  const columnOf = (name) => objects.map((one) => asText(Object.hasOwn(one, name) ? one[name] : null));
  return { rows: objects.length, columns: new Map(names.map((name) => [name.trim(), columnOf(name)])) };
}`;

/** JavaScript that gives the columns; Parquet is read by no part of Node or TensorFlow.js. */
const tables: { readonly [F in Exclude<FileFormat, 'parquet'>]: string } = {
  csv: CSV,
  ndjson: objects('readText(path).split("\\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line))'),
  json: objects('JSON.parse(readText(path))'),
};

const TEXT = String.raw`function readText(path) {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, "");
}

function asText(cell) {
  if (cell === null || cell === undefined) return null;
  const text = String(cell).trim();
  return MISSING.has(text) ? null : text;
}`;

const NUMBERS = String.raw`let delimiter = ";";

/** A number; NaN where the text is none or out of range. A comma groups thousands where it separates no cells, else it is the decimal sign. */
function toNumber(text) {
  if (text === null) return NaN;
  let plain = text;
  if (delimiter !== ",") plain = plain.replace(/^([+-]?\d*),(\d+([eE][+-]?\d+)?)$/, "$1.$2");
  else if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) plain = plain.replaceAll(",", "");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : NaN;
  return Math.abs(value) <= 3.4e38 ? value : NaN;
}`;

/**
 * Reading the file: functions of the script.
 * @throws SextantError `export_unsupported` for a Parquet file
 */
export const readingBlocks = ({ file }: Plan): string[] => [
  `const MISSING = new Set(${jsList(alwaysMissing)});`,
  NUMBERS,
  TEXT,
  tableBlock(formatOf(file)),
];

function tableBlock(format: FileFormat): string {
  if (format !== 'parquet') return tables[format];
  throw new SextantError(
    'export_unsupported',
    'The TensorFlow.js script reads CSV and JSON, and the file is Parquet.',
    {
      hint: 'Choose a Python format, or write the file as CSV and ask for a recommendation of that.',
    },
  );
}
