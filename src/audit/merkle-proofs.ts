import { append, emptyRange, nodeHash, rootOf } from './merkle.js';

/** Proofs of RFC 6962, 2.1.1 and 2.1.2, made from all leaves and checked from a few hashes. */

type Leaves = readonly Uint8Array[];
type Proof = readonly Buffer[];

const rootOver = (leaves: Leaves): Buffer => rootOf(leaves.reduce(append, emptyRange));

/** The largest power of two below a size above 1: where the tree divides. */
function divide(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** What proves that the leaf at `index` (from 0) is in the tree over all leaves. */
export function inclusionProof(leaves: Leaves, index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const at = divide(leaves.length);
  const [left, right] = [leaves.slice(0, at), leaves.slice(at)];
  return index < at
    ? [...inclusionProof(left, index), rootOver(right)]
    : [...inclusionProof(right, index - at), rootOver(left)];
}

/** What proves that the tree over the first `size` leaves is the beginning of the tree over all. */
export const consistencyProof = (leaves: Leaves, size: number): Buffer[] =>
  size === 0 || size === leaves.length ? [] : subproof(leaves, size, true);

/** `isWhole`: the smaller tree is a subtree of these leaves whose root the verifier knows. */
function subproof(leaves: Leaves, size: number, isWhole: boolean): Buffer[] {
  if (size === leaves.length) return isWhole ? [] : [rootOver(leaves)];
  const at = divide(leaves.length);
  const [left, right] = [leaves.slice(0, at), leaves.slice(at)];
  return size <= at
    ? [...subproof(left, size, isWhole), rootOver(right)]
    : [...subproof(right, size - at, false), rootOver(left)];
}

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

export interface Inclusion {
  readonly leafHash: Buffer;
  readonly index: number;
  readonly size: number;
  readonly root: Buffer;
}

/** RFC 9162, 2.1.3.2. */
export function includes({ leafHash, index, size, root }: Inclusion, proof: Proof): boolean {
  if (index >= size) return false;
  let [at, last, computed] = [index, size - 1, leafHash];
  for (const hash of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      computed = nodeHash(hash, computed);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      computed = nodeHash(computed, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && computed.equals(root);
}

export interface Tree {
  readonly size: number;
  readonly root: Buffer;
}

/** RFC 9162, 2.1.4.2. Every tree continues the empty one. */
export function continues(before: Tree, after: Tree, proof: Proof): boolean {
  if (before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && before.root.equals(after.root);
  if (before.size === 0) return proof.length === 0;
  let [at, last] = [before.size - 1, after.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  const [first, ...rest] = at === 0 ? [before.root, ...proof] : proof;
  if (first === undefined) return false;
  let [old, grown] = [first, first];
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      [old, grown] = [nodeHash(hash, old), nodeHash(hash, grown)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      grown = nodeHash(grown, hash);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && old.equals(before.root) && grown.equals(after.root);
}
