import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalize } from '../src/canonical-json.js';
import { SextantError } from '../src/errors.js';

/** RFC 8785, appendix B: the bits of a double and its text. */
const numbers: readonly [string, string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const rejected: readonly [string, unknown, string][] = [
  ['NaN', { a: [1, Number.NaN] }, '/a/1'],
  ['infinities', { a: Number.NEGATIVE_INFINITY }, '/a'],
  ['BigInt', { a: 1n }, '/a'],
  ['lone surrogates in texts', { 'x/y~z': 'a\ud800b' }, '/x~1y~0z'],
  ['lone surrogates in names', { '\udc00': 1 }, '/\udc00'],
  ['undefined in lists', [undefined], '/0'],
  ['holes in lists', new Array<number>(1), '/0'],
  ['functions', { a: () => 1 }, '/a'],
  ['dates', { a: new Date(0) }, '/a'],
  ['typed arrays', { a: new Float64Array(1) }, '/a'],
];

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalize(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, as the example of RFC 8785, 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalize(value)))).toHaveLength(7);
    expect(Array.from(canonicalize(value).matchAll(/:"([^"]+)"/g), ([, text]) => text)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])(
    'writes %s as the test data of the author of RFC 8785',
    (name) => {
      const read = (kind: string): string =>
        readFileSync(new URL(`fixtures/canonical-json/${name}.${kind}.json`, import.meta.url), 'utf8');
      expect(canonicalize(JSON.parse(read('input')))).toBe(read('output'));
    },
  );

  it.each(numbers)('writes the double %s as %s', (bits, text) => {
    expect(canonicalize(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalize({ b: undefined, a: { c: undefined } })).toBe('{"a":{}}');
  });

  it.each(rejected)('rejects %s and says where', (_what, value, pointer) => {
    let thrown: unknown;
    try {
      canonicalize(value);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SextantError);
    expect(thrown).toMatchObject({ code: 'internal', fields: { pointer } });
  });

  it('rejects an object that contains itself, but not one that is there twice', () => {
    const inner = { a: 1 };
    expect(canonicalize([inner, inner])).toBe('[{"a":1},{"a":1}]');
    const cycle: Record<string, unknown> = {};
    cycle['self'] = { cycle };
    expect(() => canonicalize(cycle)).toThrow(/contains itself/);
  });
});
