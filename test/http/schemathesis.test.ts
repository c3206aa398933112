import { describe, expect, it } from 'vitest';
import { environmentTimeoutMs } from '../../scripts/generators/python/environment.js';
import { isSchemathesisPossible, runSchemathesis } from './schemathesis.js';

describe.skipIf(!isSchemathesisPossible)('schemathesis', () => {
  it('finds nothing that the document does not say', { timeout: environmentTimeoutMs }, async () => {
    const { code, report } = await runSchemathesis({ examples: 5, seed: 1 });
    expect(report).toContain('Stateful');
    expect(code, report).toBe(0);
  });
});
