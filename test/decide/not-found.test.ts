import { expect, it } from 'vitest';
import { notFound } from '../../src/decide/not-found.js';

it('what is not there is named by as much of its id as can be read, with a hint for it', () => {
  const { message, hint } = notFound('decision', `dec_${'x'.repeat(200)}`);
  expect(message).toBe(`There is no decision dec_${'x'.repeat(56)} here.`);
  expect(hint).toMatch(/erased or pruned/);
  expect(notFound('probe', 'prb_1').hint).not.toMatch(/erased/);
});
