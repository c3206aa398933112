import { expect, it } from 'vitest';
import { decisionKindNames } from '../../src/audit/decision-kinds.js';
import { decisionKinds } from '../../src/audit/schema.js';

it('names every kind of decision that there is', () => {
  expect(new Set(decisionKindNames)).toEqual(decisionKinds);
});
