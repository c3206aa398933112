import { sortNumbers } from './sort-numbers.js';

/** Of a number's 64 bits the first 16, its sign, its exponent and four of its fraction, tell in which bucket it is. */
const buckets = 1 << 16;
const signBit = buckets >> 1;
/** Below this the counts of the buckets cost more than they save. */
const fewest = 4096;

/** Of the words of a number the higher one; buckets go up with the numbers, those of negative ones being turned around. */
function bucketOf(word: number): number {
  const first = word >>> 16;
  return first < signBit ? first + signBit : buckets - 1 - first;
}

/**
 * The numbers that would stand at these places (0 is the first) if all were in ascending order. Only those that share a bucket with one of
 * them are sorted, where numbers differ in size a few of a hundred.
 * @param values no NaN among them; their order stays
 * @param spare as long as `values` at least; what it holds is lost
 */
export function numbersAt(values: Float64Array, places: readonly number[], spare: Float64Array): number[] {
  const sorted = values.length < fewest ? all(values, spare) : inBucketsOf(places, values, spare);
  return places.map(sorted);
}

type At = (place: number) => number;

function all(values: Float64Array, spare: Float64Array): At {
  spare.set(values);
  const sorted = spare.subarray(0, values.length).sort();
  return (place) => sorted[place] ?? Number.NaN;
}

function inBucketsOf(places: readonly number[], values: Float64Array, spare: Float64Array): At {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const wanted = bucketsOf(places, countBuckets(words));
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (wanted.isOne[bucketOf(words[2 * i + 1] ?? 0)] === 1) spare[count++] = values[i] ?? 0;
  }
  const sorted = sortNumbers(spare.subarray(0, count), new Float64Array(count));
  return (place) => sorted[place - wanted.before(place)] ?? Number.NaN;
}

function countBuckets(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(buckets);
  for (let i = 1; i < words.length; i += 2) {
    const bucket = bucketOf(words[i] ?? 0);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

interface Wanted {
  /** By bucket: 1 where one of the places is in it. */
  readonly isOne: Uint8Array;
  /** How many of the numbers before a place are in other buckets than these. */
  readonly before: (place: number) => number;
}

function bucketsOf(places: readonly number[], counts: Uint32Array): Wanted {
  const isOne = new Uint8Array(buckets);
  const others = new Map<number, number>();
  let seen = 0;
  let passedOver = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const count = counts[bucket] ?? 0;
    if (count === 0) continue;
    const inside = places.filter((place) => place >= seen && place < seen + count);
    for (const place of inside) others.set(place, passedOver);
    if (inside.length > 0) isOne[bucket] = 1;
    else passedOver += count;
    seen += count;
  }
  return { isOne, before: (place) => others.get(place) ?? 0 };
}
