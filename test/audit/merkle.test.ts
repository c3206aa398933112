import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  append,
  type CompactRange,
  emptyRange,
  leafHash,
  merge,
  rootOf,
  sizeOf,
  subtreeSizes,
} from '../../src/audit/merkle.js';
import { consistencyProof, continues, includes, inclusionProof } from '../../src/audit/merkle-proofs.js';

/** Leaves and roots with which implementations of certificate transparency are tested. */
const known: readonly [leaf: string, root: string][] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
];
const leaves = known.map(([leaf]) => Buffer.from(leaf, 'hex'));

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The recursive definition of RFC 6962, 2.1, word by word. */
function oracle(d: readonly Buffer[]): Buffer {
  if (d.length === 0) return sha256(Buffer.alloc(0));
  if (d.length === 1) return sha256(Buffer.concat([Buffer.of(0), ...d]));
  const k = 2 ** Math.ceil(Math.log2(d.length) - 1);
  return sha256(Buffer.concat([Buffer.of(1), oracle(d.slice(0, k)), oracle(d.slice(k))]));
}

const many = Array.from({ length: 70 }, (_, index) => sha256(Buffer.from(`leaf ${index}`)));
const rangeOf = (from: number, to: number): CompactRange =>
  many.slice(from, to).reduce<CompactRange>(append, { from, subtrees: [] });

describe('a Merkle tree', () => {
  it('has the roots of the test vectors', () => {
    expect(rootOf(emptyRange).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    let range = emptyRange;
    for (const [index, [, root]] of known.entries()) {
      range = append(range, leaves[index] ?? Buffer.alloc(0));
      expect(rootOf(range).toString('hex')).toBe(root);
    }
  });

  it('has the root of the definition at every size, and a subtree for every bit of the size', () => {
    for (let size = 0; size <= many.length; size++) {
      const range = rangeOf(0, size);
      expect(rootOf(range)).toEqual(oracle(many.slice(0, size)));
      expect(sizeOf(range)).toBe(size);
      expect(range.subtrees.map((subtree) => subtree.size)).toEqual(subtreeSizes(size));
    }
    expect(subtreeSizes(2 ** 40 + 5)).toEqual([2 ** 40, 4, 1]);
  });

  it('is the same when it is put together from parts', () => {
    for (let from = 0; from <= 40; from += 3) {
      for (let to = from; to <= 40; to++) {
        const parts = merge(merge(rangeOf(0, from), rangeOf(from, to)), rangeOf(to, 40));
        expect(parts).toEqual(rangeOf(0, 40));
        expect(merge(rangeOf(from, to), rangeOf(to, 40))).toEqual(rangeOf(from, 40));
      }
    }
  });

  it('does not put together what is apart, and gives no root of a part', () => {
    expect(() => merge(rangeOf(0, 3), rangeOf(4, 6))).toThrow(/does not follow/);
    expect(() => rootOf(rangeOf(1, 3))).toThrow(/no root/);
  });
});

const altered = (proof: readonly Buffer[], at: number): Buffer[] =>
  proof.map((hash, index) => (index === at ? sha256(hash) : hash));

describe('proofs', () => {
  it('show that a leaf is in the tree, and only there', () => {
    for (let size = 1; size <= 20; size++) {
      const root = oracle(many.slice(0, size));
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(many.slice(0, size), index);
        const place = { leafHash: leafHash(many[index] ?? Buffer.alloc(0)), index, size, root };
        expect(includes(place, proof)).toBe(true);
        expect(includes({ ...place, index: (index + 1) % size }, proof)).toBe(size === 1);
        expect(includes({ ...place, leafHash: leafHash(Buffer.from('other')) }, proof)).toBe(false);
        for (let at = 0; at < proof.length; at++) expect(includes(place, altered(proof, at))).toBe(false);
        expect(includes(place, [...proof, root])).toBe(false);
        if (proof.length > 0) expect(includes(place, proof.slice(1))).toBe(false);
      }
      expect(includes({ leafHash: leafHash(Buffer.alloc(0)), index: size, size, root }, [])).toBe(false);
    }
  });

  it('show that a tree continues another', () => {
    const treeOf = (size: number) => ({ size, root: oracle(many.slice(0, size)) });
    for (let size = 0; size <= 20; size++) {
      for (let before = 0; before <= size; before++) {
        const proof = consistencyProof(many.slice(0, size), before);
        expect(continues(treeOf(before), treeOf(size), proof)).toBe(true);
        expect(continues(treeOf(before), treeOf(size), [...proof, treeOf(size).root])).toBe(false);
        if (before < size) expect(continues(treeOf(size), treeOf(before), proof)).toBe(false);
        if (before === 0) continue;
        expect(continues({ size: before, root: sha256(Buffer.of(1)) }, treeOf(size), proof)).toBe(false);
        expect(continues(treeOf(before), { size, root: sha256(Buffer.of(1)) }, proof)).toBe(false);
        for (let at = 0; at < proof.length; at++)
          expect(continues(treeOf(before), treeOf(size), altered(proof, at))).toBe(false);
      }
    }
  });

  it('are those of the example of RFC 6962, 2.1.3', () => {
    const proof = inclusionProof(many.slice(0, 7), 3);
    expect(proof).toEqual([leafHash(many[2] ?? Buffer.alloc(0)), oracle(many.slice(0, 2)), oracle(many.slice(4, 7))]);
    expect(consistencyProof(many.slice(0, 7), 4)).toEqual([oracle(many.slice(4, 7))]);
  });
});
