/** A seeded source of uniform numbers in [0, 1). Everything random in Sextant is drawn from one of these. */
export type Random = () => number;

/** xmur3-style string hash, so that named streams of one seed are independent: 32-bit state per call. */
function hashStream(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}

/**
 * Small Fast Counter generator (sfc32, 128 bits of state; C. Doty-Humphrey, PractRand).
 * `seed` and `stream` together choose the sequence: equal arguments give equal numbers on every platform.
 */
export function createRandom(seed: number, stream = ''): Random {
  const next = hashStream(`${seed}:${stream}`);
  let a = next();
  let b = next();
  let c = next();
  let counter = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) draw();
  return draw;
}

/** Standard normal numbers by the Box-Muller transform. */
export function createNormal(random: Random): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Shuffles in place (Fisher-Yates) and returns its argument. */
export function shuffle<T extends Int32Array | unknown[]>(items: T, random: Random): T {
  const array: { [index: number]: unknown; length: number } = items;
  for (let i = array.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = array[i];
    array[i] = array[j];
    array[j] = held;
  }
  return items;
}
