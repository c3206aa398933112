/** A label and how often it occurs. */
export interface LabelCount {
  /** As the file writes it. */
  readonly text: string;
  /** Trimmed. */
  readonly key: string;
  readonly rows: number;
  /** Present where the column is read as numbers. */
  readonly value?: number;
}

/** By Unicode code point, whatever the locale. UTF-16 order differs from it only beyond the basic plane. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const byLabel = (a: LabelCount, b: LabelCount): number =>
  a.value !== undefined && b.value !== undefined && a.value !== b.value
    ? a.value - b.value
    : byCodePoint(a.text, b.text);

export interface Classes {
  /** Numbers by value, other labels by code point. */
  readonly labels: readonly string[];
  /** Rows of each label. */
  readonly counts: readonly number[];
  /** Of labels that are numbers: that of each. */
  readonly values?: readonly number[];
}

/** Sorted classes. What is written in several ways (`1` and `1.0`, with or without a space) is one class, named as most often. */
export function classesOf(written: readonly LabelCount[]): Classes {
  const merged = new Map<string | number, LabelCount>();
  for (const label of [...written].sort((a, b) => b.rows - a.rows || byCodePoint(a.text, b.text))) {
    const key = label.value ?? label.key;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, rows: known.rows + label.rows } : label);
  }
  const sorted = [...merged.values()].sort(byLabel);
  const values = sorted.flatMap(({ value }) => value ?? []);
  return {
    labels: sorted.map(({ text }) => text),
    counts: sorted.map(({ rows }) => rows),
    ...(values.length > 0 ? { values } : {}),
  };
}
