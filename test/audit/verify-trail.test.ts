import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/audit/check-entries.js';
import { describeFinding } from '../../src/audit/describe-finding.js';
import { trust } from '../../src/audit/trusted-keys.js';
import { type TrailReport, verifyTrail } from '../../src/audit/verify-trail.js';
import { damages } from './damages.js';
import { drawEntries, streamOf, type Trail, trailOf } from './trails.js';

const verify = ({ range, entries, notes, keys }: Trail): Promise<TrailReport> =>
  verifyTrail({ range, entries: streamOf(entries), notes, keys: keys.map(trust) });

describe('verification', () => {
  it.each(damages)('says of $what: $found', async ({ trail, found, unwitnessed }) => {
    const report = await verify(trail);
    expect(report.findings.map(({ code, first }) => [code, first])).toEqual(found);
    expect(report.unwitnessed).toBe(unwitnessed);
    const mild = ['time_order', 'erased'];
    expect(report.intact).toBe(found.every(([code]) => mild.includes(code)));
    for (const finding of report.findings) expect(describeFinding(finding)).toMatch(/^[A-Z0-9].*\.$/);
  });

  it('finds nothing in a trail as it was written, however many entries and notes it has', async () => {
    for (let size = 0; size < 40; size++) {
      const trail = trailOf(drawEntries(size, size), [0, size >> 2, size >> 1, size]);
      expect(await verify(trail)).toMatchObject({ intact: true, findings: [], unwitnessed: 0, entries: size });
    }
  });

  it('takes what is no entry for an edited one, and goes on after it', async () => {
    const { range, entries, notes, keys } = trailOf(drawEntries(12), [4, 12]);
    const withHole: (AuditEntry | null)[] = entries.map((entry) => (entry.seq === 6 ? null : entry));
    const report = await verifyTrail({ range, entries: streamOf(withHole), notes, keys: keys.map(trust) });
    expect(report).toMatchObject({
      to: 12,
      findings: [{ code: 'content_edited', first: 6 }],
      notes: { verified: 1, notChecked: 1 },
      unwitnessed: 8,
    });
  });

  it('refuses a range that contradicts itself', async () => {
    const { range, ...trail } = trailOf(drawEntries(3), []);
    await expect(verify({ ...trail, range: { ...range, from: 2 } })).rejects.toThrow(RangeError);
  });
});
