import { describe, expect, it } from 'vitest';
import { preferredType } from '../../src/http/accept.js';

const types = ['text/html', 'text/markdown', 'application/json'] as const;

describe('preferredType', () => {
  it.each([
    [undefined, 'text/html'],
    ['', 'text/html'],
    ['*/*', 'text/html'],
    ['text/markdown', 'text/markdown'],
    ['application/json', 'application/json'],
    ['Application/JSON', 'application/json'],
    ['application/*', 'application/json'],
    ['text/*', 'text/html'],
    ['text/*;q=0.5, application/json;q=0.4', 'text/html'],
    ['text/markdown;q=0.3, application/json;q=0.8', 'application/json'],
    ['text/markdown, */*;q=0.1', 'text/markdown'],
    // The closest range counts, not the best one.
    ['text/html;q=0.1, text/*;q=0.9', 'text/markdown'],
    ['text/html;q=0, text/markdown;q=0, */*', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['image/png', undefined],
    ['text/html;q=0', undefined],
    ['*/*;q=0', undefined],
  ])('of %s is %s', (accept, expected) => {
    expect(preferredType(accept, types)).toBe(expected);
  });
});
