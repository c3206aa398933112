import { describe, expect, it } from 'vitest';
import { isSchemathesisPossible, runSchemathesis } from './schemathesis.js';

describe.skipIf(!isSchemathesisPossible)('schemathesis', () => {
  it.each([2, 3, 4])('finds nothing in many examples either (seed %i)', { timeout: 1_800_000 }, async (seed) => {
    const { code, report } = await runSchemathesis({ examples: 100, seed });
    expect(code, report).toBe(0);
  });
});
