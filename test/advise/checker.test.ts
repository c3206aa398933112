import { afterAll, describe, expect, it } from 'vitest';
import { createChecker } from '../../src/advise/checker.js';
import type { RuleSet } from '../../src/advise/schema.js';
import { readUpload } from '../../src/advise/upload.js';
import { asSextantError } from '../../src/errors.js';
import { overlay } from '../http/rules.js';
import { childrenWith } from '../jobs/children.js';
import { builtIn } from './built-in.js';

const ruleSetOf = (upload: unknown): RuleSet => {
  const read = readUpload(upload, builtIn);
  if ('ruleSet' in read) return read.ruleSet;
  throw new Error(JSON.stringify(read.findings));
};

/** Six facts that one slot compares with 500 constants each: 10^18 cells. */
const endless = {
  ...overlay({ name: 'endless' }),
  rules: ['numeric', 'boolean', 'text', 'datetime', 'identifier', 'categorical'].map((kind, i) => ({
    ...overlay({}).rules[0],
    id: `search.many-${i}`,
    slot: 'search',
    priority: 10 + i,
    recommend: 'grid',
    because: 'a sentence that is long enough',
    when: {
      any: Array.from({ length: 500 }, (_, n) => ({ fact: `columns.${kind}`, operator: 'equal', value: 2 * n + 1 })),
    },
  })),
};

describe('rules that are looked at in a process of their own', () => {
  const checker = createChecker({ seconds: 60 });
  const hasty = createChecker({ seconds: 3 });
  afterAll(() => {
    checker.close();
    hasty.close();
  });

  it('are read and proven as they would be here', async () => {
    const upload = overlay({});
    expect(await checker.run('read', { upload, base: builtIn })).toEqual(readUpload(upload, builtIn));
    expect(await checker.run('prove', { ruleSet: ruleSetOf(upload) })).toEqual([]);
  });

  it('are given up after their time, while this process answers on', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 10);
    expect(await hasty.run('prove', { ruleSet: ruleSetOf(endless) })).toBeUndefined();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it('are to be sent again where their process was ended by somebody else', async () => {
    const proof = checker.run('prove', { ruleSet: ruleSetOf(endless) });
    await expect.poll(() => childrenWith('check-process')).toHaveLength(1);
    for (const pid of childrenWith('check-process')) process.kill(pid, 'SIGKILL');
    await expect(proof).rejects.toMatchObject({ code: 'not_ready' });
  });

  it('are given up where they take more memory than they may', async () => {
    const proof = checker.run('prove', { ruleSet: ruleSetOf(endless) });
    await expect.poll(() => childrenWith('check-process')).toHaveLength(1);
    // As V8 ends a process whose heap is full.
    for (const pid of childrenWith('check-process')) process.kill(pid, 'SIGABRT');
    expect(await proof).toBeUndefined();
  });

  it('wait for one another, and are refused where too many wait', async () => {
    const ruleSet = ruleSetOf(endless);
    const asked = Array.from({ length: 40 }, () => hasty.run('prove', { ruleSet }));
    const ended = Promise.allSettled(asked);
    const refused = await Promise.allSettled(asked.slice(-8));
    expect(refused).toEqual(
      Array.from({ length: 8 }, () => ({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'queue_full' }),
      })),
    );
    hasty.close();
    const codes = (await ended).map((one) =>
      one.status === 'rejected' ? asSextantError(one.reason).code : 'answered',
    );
    expect(codes.filter((code) => code === 'not_ready')).toHaveLength(32);
  });
});
