import { alwaysMissing } from '../../profile/missing.js';
import { type FileFormat, formatOf } from '../file-format.js';
import { pythonValue } from './literals.js';
import type { Plan } from '../plan.js';

/** Python that gives every cell as trimmed text, or None where it is missing. */
const frames: { readonly [F in FileFormat]: string } = {
  csv: String.raw`def read_text(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        return file.read()


def find_delimiter(text):
    """The sign that splits most of the first lines into as many cells as the header."""
    lines = [line for line in text[:1_000_000].splitlines()[:200] if line.strip()]

    def agreement(sign):
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        alike = sum(count == counts[0] for count in counts) / len(counts)
        return (alike, counts[0]) if counts[0] > 1 else (0.0, 1)

    return max([",", ";", "\t", "|", ":", "^", "~", " "], key=agreement)


def read_frame(path):
    global DELIMITER
    text = read_text(path)
    DELIMITER = find_delimiter(text)
    frame = pd.read_csv(
        io.StringIO(text), sep=DELIMITER, dtype=str, keep_default_na=False, on_bad_lines="warn"
    )`,
  parquet: `def read_frame(path):
    frame = pd.read_parquet(path)`,
  ndjson: `def read_frame(path):
    frame = pd.read_json(path, lines=True, dtype=False, convert_dates=False)`,
  json: `def read_frame(path):
    frame = pd.read_json(path, dtype=False, convert_dates=False)`,
};

/** A column without a name is called by its position, counted from 1. */
const RENAME = String.raw`    unnamed = re.compile(r"Unnamed: (\d+)$")
    frame.columns = [unnamed.sub(lambda found: f"column_{int(found[1]) + 1}", str(name)).strip() for name in frame.columns]
    return frame.map(as_text)`;

const CELL = `def as_text(cell):
    if cell is None or cell != cell:
        return None
    text = str(cell).lower() if isinstance(cell, (bool, np.bool_)) else str(cell).strip()
    return None if text in MISSING else text`;

const numbers = (mended: string): string => `def to_numbers(column):
    """Numbers; NaN where a cell is none or out of range."""
    text = column.astype("string")
${mended}    values = pd.to_numeric(text, errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    return np.where(np.abs(values) <= 3.4e38, values, np.nan)`;

/** Where commas separate cells, one inside a number groups thousands; elsewhere it is the decimal sign. */
const MENDED = String.raw`    if DELIMITER == ",":
        grouped = text.str.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?").fillna(False).astype(bool)
        text = text.where(~grouped, text.str.replace(",", "", regex=False))
    else:
        text = text.str.replace(r"^([+-]?\d*),(\d+([eE][+-]?\d+)?)$", r"\1.\2", regex=True)
`;

/** Reading the file: functions of the script. */
export const readingBlocks = ({ file }: Plan): string[] => [
  `MISSING = ${pythonValue(alwaysMissing)}`,
  CELL,
  `${frames[formatOf(file)]}\n${RENAME}`,
  numbers(formatOf(file) === 'csv' ? MENDED : ''),
];

export const readingImports = ({ file }: Plan): string[] =>
  formatOf(file) === 'csv' ? ['csv', 'gzip', 'io', 're'] : ['re'];
