import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { compile, type Tensors } from '../../src/probe/tape.js';
import { heldTensors } from './builders.js';

const { tf } = await loadBackend('native');
const held = (): number => heldTensors(tf);

const matrix = (seed: number, rows = 3): Tensor => tf.randomUniform([rows, 4], -1, 1, 'float32', seed);
const bytes = (tensor: Tensor | undefined): Uint8Array =>
  new Uint8Array(Float32Array.from(tensor?.dataSync() ?? []).buffer);

type Pair = { readonly a: Tensor; readonly b: Tensor };

/** Uses views, an operation with several outputs, constants from the host, and a result that another result reads. */
const mixed = ({ a, b }: Pair): { readonly sum: Tensor; readonly scaled: Tensor } => {
  const [left, right] = tf.split(tf.matMul(a, tf.transpose(b)), [1, 2], 1);
  const sum = tf.sum(tf.mul(tf.concat([right ?? a, left ?? a], 1), tf.scalar(0.3)), 1);
  return { sum, scaled: tf.add(tf.mul(tf.reshape(sum, [1, 3]), tf.tensor2d([[1, 2, 3]])), tf.sub(2, tf.scalar(0.5))) };
};

const twice = (x: Tensor): { readonly x: Tensor; readonly y: Tensor } => ({ x, y: tf.clone(x) });

describe('a compiled function', () => {
  it('gives what the function gives, to the bit, for whatever inputs', () => {
    const compiled = compile(tf, mixed);
    for (let seed = 0; seed < 5; seed++) {
      const inputs = { a: matrix(2 * seed), b: matrix(2 * seed + 1) };
      const expected = mixed(inputs);
      const actual = compiled.run(inputs);
      expect(bytes(actual.sum)).toEqual(bytes(expected.sum));
      expect(bytes(actual.scaled)).toEqual(bytes(expected.scaled));
      expect(actual.scaled.shape).toEqual([1, 3]);
    }
    compiled.dispose();
  });

  it('calls the function once for each combination of shapes', () => {
    let calls = 0;
    const compiled = compile(tf, ({ a }: { readonly a: Tensor }) => {
      calls++;
      return { a: tf.mul(a, a.shape[0] ?? 0) };
    });
    for (const rows of [2, 3, 2, 3, 2]) {
      const a = matrix(rows, rows);
      expect(bytes(compiled.run({ a }).a)).toEqual(bytes(tf.mul(a, rows)));
    }
    expect(calls).toBe(2);
    compiled.dispose();
  });

  it('tells apart which inputs are there', () => {
    const compiled = compile(tf, ({ a, b }: { readonly a?: Tensor; readonly b?: Tensor }) => ({
      c: a ? tf.mul(a, 2) : tf.neg(b ?? tf.scalar(0)),
    }));
    const one = matrix(1);
    expect(bytes(compiled.run({ a: one }).c)).toEqual(bytes(tf.mul(one, 2)));
    expect(bytes(compiled.run({ b: one }).c)).toEqual(bytes(tf.neg(one)));
    expect(bytes(compiled.run({ a: one }).c)).toEqual(bytes(tf.mul(one, 2)));
    compiled.dispose();
  });

  it('reads tensors from outside, and leaves them to their owner', () => {
    const outside = matrix(7);
    const compiled = compile(tf, ({ a }: { readonly a: Tensor }) => ({ c: tf.add(a, outside) }));
    const a = matrix(8);
    for (let i = 0; i < 3; i++) expect(bytes(compiled.run({ a }).c)).toEqual(bytes(tf.add(a, outside)));
    compiled.dispose();
    expect(outside.dataSync()).toHaveLength(12);
  });

  it('holds its constants, and nothing once it is disposed', () => {
    const inputs = { a: matrix(1), b: matrix(2) };
    // So that they are uploaded.
    tf.dispose(mixed(inputs));
    const before = held();
    const compiled = compile(tf, mixed);
    tf.dispose(compiled.run(inputs));
    const recorded = held();
    expect(recorded).toBeGreaterThan(before);
    for (let i = 0; i < 10; i++) tf.dispose(compiled.run(inputs));
    expect(held()).toBe(recorded);
    compiled.dispose();
    expect(held()).toBe(before);
  });

  it('frees what it made where an operation fails', () => {
    const outside = matrix(3);
    const compiled = compile(tf, ({ a }: { readonly a: Tensor }) => ({
      c: tf.mul(tf.add(tf.mul(a, a), 1), outside),
    }));
    const a = matrix(4);
    tf.dispose(compiled.run({ a }));
    outside.dispose();
    const before = held();
    expect(() => compiled.run({ a })).toThrow(/tensor/i);
    expect(held()).toBe(before);
    compiled.dispose();
  });

  it('is not there where the function throws: nothing is left, and the next call tries again', () => {
    let isBroken = true;
    const compiled = compile(tf, ({ a }: { readonly a: Tensor }) => {
      const doubled = tf.mul(a, tf.scalar(2));
      if (isBroken) throw new Error('broken');
      return { doubled };
    });
    const a = matrix(5);
    tf.dispose(tf.neg(a));
    const before = held();
    expect(() => compiled.run({ a })).toThrow('broken');
    expect(held()).toBe(before);
    isBroken = false;
    expect(bytes(compiled.run({ a }).doubled)).toEqual(bytes(tf.mul(a, 2)));
    compiled.dispose();
  });

  it.each<{ what: string; of: (inputs: { readonly a: Tensor }) => Tensors; says: RegExp }>([
    { what: 'an input', of: ({ a }: { readonly a: Tensor }) => ({ x: tf.mul(a, 2), a }), says: /output a does not/ },
    {
      what: 'a constant',
      of: ({ a }: { readonly a: Tensor }) => ({ x: tf.mul(a, 2), a: tf.scalar(1) }),
      says: /output a/,
    },
    { what: 'one tensor twice', of: ({ a }: { readonly a: Tensor }) => twice(tf.mul(a, 2)), says: /two outputs/ },
  ])('refuses $what for an output, and leaves nothing of it', ({ of, says }) => {
    const compiled = compile(tf, of);
    const a = matrix(1);
    tf.dispose(tf.neg(a));
    const before = held();
    expect(() => compiled.run({ a })).toThrow(says);
    compiled.dispose();
    expect(held()).toBe(before);
    expect(a.isDisposed).toBe(false);
  });

  it('tells the types of inputs apart', () => {
    const compiled = compile(tf, ({ a }: { readonly a: Tensor }) => ({ c: tf.cast(a, 'float32') }));
    const [whole, real] = [tf.tensor1d([1, 2], 'int32'), tf.tensor1d([1.5, 2])];
    expect(bytes(compiled.run({ a: whole }).c)).toEqual(bytes(tf.cast(whole, 'float32')));
    expect([...(compiled.run({ a: tf.mul(real, 1) }).c?.dataSync() ?? [])]).toEqual([1.5, 2]);
    compiled.dispose();
  });

  it('refuses one tensor for two inputs', () => {
    const a = matrix(1);
    const compiled = compile(tf, mixed);
    expect(() => compiled.run({ a, b: a })).toThrow(/two inputs/);
    compiled.dispose();
  });
});
