import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/profile/text-stream.js';
import { failureOf } from './files.js';

async function* chunksOf(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const cut of [...at, bytes.length]) {
    if (cut > from) yield bytes.subarray(from, cut);
    from = cut;
  }
}

async function textOf(bytes: Buffer, cuts: readonly number[] = []) {
  const counts = { leadingLines: 0, bytes: 0, hasJoinedDigits: false };
  const parts: Buffer[] = [];
  for await (const part of plainText(chunksOf(bytes, cuts), 'x.csv', counts)) parts.push(Buffer.from(part));
  return { text: Buffer.concat(parts).toString(), ...counts };
}

describe('text in pieces', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '\n', '\r', '\r\n', 'é', '€', '😀'), minLength: 1 });
  const cuts = fc.array(fc.nat(200), { maxLength: 8 });
  const cleaned = (written: string) => `x${written}`.replace(/\r\n?/g, '\n');

  it('is the same however it is cut, in UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, async (written, at) => {
        expect((await textOf(Buffer.from(`x${written}`), at)).text).toBe(cleaned(written));
      }),
    );
  });

  it('is the same however it is cut after the first two bytes, in UTF-16', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, async (written, at) => {
        const bytes = Buffer.from(`\u{feff}x${written}`, 'utf16le');
        const later = at.map((cut) => cut + 2);
        expect(
          (
            await textOf(
              bytes,
              later.filter((cut) => cut < bytes.length),
            )
          ).text,
        ).toBe(cleaned(written));
      }),
    );
  });

  it('finds a broken character on the same line however it is cut', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,é\n2,'), Buffer.from([0xe9]), Buffer.from(',3\n4,5\n')]);
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        const error = await failureOf(textOf(bytes, at));
        expect(error).toMatchObject({ code: 'encoding_invalid', fields: { line: 3 } });
      }),
    );
  });
});

it('drops and counts empty lines at the head only', async () => {
  expect(await textOf(Buffer.from('\n  \r\n a,b\n\n1,2\n'))).toEqual({
    text: ' a,b\n\n1,2\n',
    leadingLines: 2,
    hasJoinedDigits: false,
    bytes: 10,
  });
});

it.each([
  ['x\n1_000\n', [], true],
  ['x\n1_000\n', [3], true],
  ['x\n1_000\n', [4], true],
  ['a_1,b_\n_1,x1_b\n', [], false],
])('sees digits that are joined: %j cut at %j', async (text, cuts, hasJoinedDigits) => {
  expect(await textOf(Buffer.from(text), cuts)).toMatchObject({ hasJoinedDigits });
});
