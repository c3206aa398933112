import { describe, expect, it } from 'vitest';
import { renderError } from '../../../src/cli/render/error.js';
import { SextantError } from '../../../src/errors.js';

const error = new SextantError('target_absent', 'data.csv: there is no column "outcom".', {
  hint: 'Did you mean "outcome"?',
  fields: { file: 'data.csv', column: 'outcom' },
  cause: new TypeError('beneath', { cause: 'the bottom' }),
});

describe('renderError', () => {
  it('says what happened and what to do, without a stack', () => {
    expect(renderError(error, { debug: false })).toBe(
      'error: data.csv: there is no column "outcom".\n  Did you mean "outcome"?\n',
    );
  });

  it('adds code, fields, stack and causes with debug', () => {
    const text = renderError(error, { debug: true });
    expect(text).toContain('code: target_absent\n');
    expect(text).toContain('column: "outcom"\n');
    expect(text).toMatch(/SextantError: .*\n +at /);
    expect(text).toContain('caused by TypeError: beneath');
    expect(text).toContain('caused by the bottom');
  });

  it('is never longer than a dozen lines, and keeps the hint', () => {
    const long = new SextantError('ragged_rows', Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n'), {
      hint: 'Do this.',
    });
    const lines = renderError(long, { debug: false }).trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('  Do this.');
    expect(lines.at(-2)).toBe('  …');
  });

  it('keeps escape codes of the data from the terminal', () => {
    const text = renderError(new SextantError('internal', 'a\u001B[2Jb\rc', { hint: '\u0007d' }), { debug: true });
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('bears causes that go round in a circle', () => {
    const first = new Error('first');
    first.cause = first;
    expect(renderError(new SextantError('internal', 'm', { cause: first }), { debug: true })).toContain(
      'caused by Error: first',
    );
  });
});
