import { expect } from 'vitest';
import type { Variant } from '../fixtures/script-variants.js';

/** A script ended well, and printed the score that matters. */
export function expectScored({ status, output }: { status: number | null; output: string }, variant: Variant): void {
  expect(status, output).toBe(0);
  const primary = variant.name === 'multilabel' ? 'accuracy' : (variant.settings.primaryMetric ?? 'accuracy');
  expect(output).toMatch(new RegExp(`^${primary} -?\\d+\\.\\d{4}$`, 'm'));
}
