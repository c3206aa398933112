import { fixed, markdownTable } from '../common/table.js';
import type { AuditResult } from './result.js';

/** Entries and MB a second of each verifier, and the memory over the length of a trail. */
export function auditTable({ entries, megabytes, verifiers, stores = [], memory }: AuditResult): string {
  const rates = markdownTable(
    ['verifier', 'entries/s', 'MB/s', 'entries/s of processor time', 'MB/s of processor time'],
    [
      ...verifiers.map((verifier) => ({ ...verifier, megabytes })),
      ...stores.map((store) => ({ ...store, name: `sextant audit verify, ${store.name}` })),
    ].map((of) => [
      of.name,
      ...[of.seconds, of.cpuSeconds ?? Number.NaN].flatMap((time) => [
        fixed(entries / time, 0),
        fixed(of.megabytes / time, 0),
      ]),
    ]),
  );
  const held = markdownTable(
    ['entries', 'MB held at most'],
    memory.map((point) => [String(point.entries), fixed(point.megabytes, 0)]),
  );
  return `${rates}\n\n${held}`;
}
