import { hash } from 'node:crypto';

/** Merkle trees of RFC 6962, 2.1, whose leaves are added one after the other. */

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

export const leafHash = (leaf: Uint8Array): Buffer => sha256(leafPrefix, leaf);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodePrefix, left, right);

/** A tree whose number of leaves is a power of two. */
export interface Subtree {
  readonly size: number;
  readonly hash: Buffer;
}

/**
 * What is needed of the leaves `from` (counted from 0) up to an end to go on with the tree: the roots of the largest perfect
 * subtrees they fill, from left to right; at most two for each bit of the end. A range that begins at 0 has one for each bit.
 */
export interface CompactRange {
  readonly from: number;
  readonly subtrees: readonly Subtree[];
}

export const emptyRange: CompactRange = { from: 0, subtrees: [] };

/** A subtree as JSON has it: the hash in hexadecimal. */
export interface WrittenSubtree {
  readonly size: number;
  readonly hash: string;
}

/** The range from 0 that these subtrees are of. */
export const readRange = (subtrees: readonly WrittenSubtree[]): CompactRange => ({
  from: 0,
  subtrees: subtrees.map(({ size, hash }) => ({ size, hash: Buffer.from(hash, 'hex') })),
});

export const writeRange = ({ subtrees }: CompactRange): WrittenSubtree[] =>
  subtrees.map(({ size, hash }) => ({ size, hash: hash.toString('hex') }));

/** Leaves of the range. */
export const sizeOf = ({ subtrees }: CompactRange): number => subtrees.reduce((sum, { size }) => sum + size, 0);

/** One leaf more: on average one hash beside that of the leaf. */
export const append = (range: CompactRange, leaf: Uint8Array): CompactRange =>
  withSubtrees(range, [{ size: 1, hash: leafHash(leaf) }]);

/** Two ranges as one. Throws where the second does not begin where the first ends. */
export function merge(left: CompactRange, right: CompactRange): CompactRange {
  const end = left.from + sizeOf(left);
  if (right.from !== end) throw new RangeError(`a range from ${right.from} does not follow one up to ${end}`);
  return withSubtrees(left, right.subtrees);
}

function withSubtrees({ from, subtrees }: CompactRange, added: readonly Subtree[]): CompactRange {
  const all = [...subtrees];
  let end = from + sizeOf({ from, subtrees });
  for (const subtree of added) {
    let { size, hash: root } = subtree;
    end += size;
    // Two neighbours are one subtree where they are as large as each other and the left one begins at a multiple of both.
    for (let left = all.at(-1); left?.size === size && (end - 2 * size) % (2 * size) === 0; left = all.at(-1)) {
      all.pop();
      root = nodeHash(left.hash, root);
      size *= 2;
    }
    all.push({ size, hash: root });
  }
  return { from, subtrees: all };
}

/** Root of the tree over leaves 0 up to the end. Throws for a range that begins later. */
export function rootOf({ from, subtrees }: CompactRange): Buffer {
  if (from !== 0) throw new RangeError(`a range from ${from} has no root`);
  const [last, ...others] = subtrees.toReversed();
  return last === undefined ? sha256() : others.reduce((right, { hash: left }) => nodeHash(left, right), last.hash);
}

/** Sizes of the subtrees of a range from 0 with so many leaves: its bits, the highest first. */
export function subtreeSizes(leaves: number): number[] {
  const sizes: number[] = [];
  for (let rest = leaves, size = 1; rest > 0; rest = Math.floor(rest / 2), size *= 2) {
    if (rest % 2 === 1) sizes.unshift(size);
  }
  return sizes;
}

/** Whether subtrees, from left to right, are those of a range from 0 with so many leaves. */
export function hasSizesOf(leaves: number, subtrees: readonly { readonly size: number }[]): boolean {
  const sizes = subtreeSizes(leaves);
  return subtrees.length === sizes.length && subtrees.every(({ size }, index) => size === sizes[index]);
}
