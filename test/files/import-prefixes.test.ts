import { describe, expect, it } from 'vitest';
import { importPrefixes } from '../../src/files/import-prefixes.js';

describe('where objects may be taken in from', () => {
  it('is nowhere unless it is configured', () => {
    expect(importPrefixes(undefined, '')('wsp_1')).toBeUndefined();
  });

  it('is the same for all, or a place for each workspace', () => {
    expect(importPrefixes('incoming/', '')('wsp_1')).toBe('incoming/');
    expect(importPrefixes('in/{workspace}/x/{workspace}-', 'files/')('wsp_1')).toBe('in/wsp_1/x/wsp_1-');
  });

  it.each([
    ['wsp_', ''],
    ['w', ''],
    ['{workspace}/', ''],
    ['files/', 'files/'],
    ['files/', 'files/a-'],
    ['files/wsp_1/', 'files/'],
    ['files/{workspace}/', 'files/'],
  ])('is refused where %s leads to uploads below "%s"', (importPrefix, prefix) => {
    expect(() => importPrefixes(importPrefix, prefix)).toThrow(
      expect.objectContaining({ code: 'config_invalid', hint: expect.stringContaining('incoming/') as string }),
    );
  });

  it('may lie beside uploads', () => {
    expect(importPrefixes('files/incoming/', 'files/')('wsp_1')).toBe('files/incoming/');
    expect(importPrefixes('other/', 'files/')('wsp_1')).toBe('other/');
    expect(importPrefixes('{workspace}/in/', 'files/')('wsp_1')).toBe('wsp_1/in/');
  });
});
