import { describe, expect, it } from 'vitest';
import { type EntryHead, entryHash, genesisHash, payloadHash } from '../../src/audit/entry-hash.js';

/** Computed by Python's hashlib and struct from the description of the format. */
const ofPayload = '75151e181452ee19f62c437a12e96bbbe4453c199f041abfe6b18ab3cb8f3c4f';
const first: EntryHead = {
  chainId: 'wsp_a',
  seq: 1,
  entryId: 'dec_é',
  kind: 'recommendation',
  schemaVersion: 1,
  occurredAt: 1_767_225_600_000,
  prevHash: genesisHash,
  payloadHash: ofPayload,
};

describe('the hash of an entry', () => {
  it('is taken over the bytes of the payload in UTF-8', () => {
    expect(payloadHash('{"a":"ü","b":[1,2.5]}')).toBe(ofPayload);
  });

  it('is what another program computes from the format', () => {
    expect(entryHash(first)).toBe('006e5e719e3956adc06a1318691bc91330fef80087765bc41a0df94d16fc8ccc');
    expect(
      entryHash({
        chainId: 'wsp_b',
        seq: 4_294_967_296,
        entryId: '',
        kind: '',
        schemaVersion: 2,
        occurredAt: 0,
        prevHash: ofPayload,
        payloadHash: ofPayload,
      }),
    ).toBe('fe51dfde091e1c5a0243993ba7315fe15b5b2ec5ae6af34a848c0169f2ed98c9');
  });

  it.each<[string, Partial<EntryHead>]>([
    ['chain', { chainId: 'wsp_b' }],
    ['place', { seq: 2 }],
    ['id', { entryId: 'dec_e' }],
    ['kind', { kind: 'override' }],
    ['schema version', { schemaVersion: 2 }],
    ['time', { occurredAt: 1_767_225_600_001 }],
    ['predecessor', { prevHash: ofPayload }],
    ['payload', { payloadHash: genesisHash }],
  ])('changes with the %s', (_what, change) => {
    expect(entryHash({ ...first, ...change })).not.toBe(entryHash(first));
  });

  it('tells apart members that are the same text when they are put together', () => {
    expect(entryHash({ ...first, chainId: 'wsp_a1', seq: 2 })).not.toBe(entryHash({ ...first, seq: 12 }));
  });
});
