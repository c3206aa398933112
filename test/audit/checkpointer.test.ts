import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCheckpointer } from '../../src/audit/checkpointer.js';
import { createDecisionLog } from '../../src/audit/decision-log.js';
import { recordDecisions } from '../../src/audit/record.js';
import { openSigningKey } from '../../src/audit/signing-key.js';
import { defaultWorkspaceId as chainId } from '../../src/ids.js';
import { listCheckpoints } from '../../src/store/audit-checkpoints.js';
import { createContext, createRecording } from '../fixtures/decisions.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

describeOnBackends('the checkpointer', (backend) => {
  let home = '';
  beforeEach(() => {
    home = temporaryFolder();
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const open = (openKey = () => openSigningKey(join(home, 'key.pem'), join(home, 'data'))) => {
    const failures: unknown[] = [];
    const log = createDecisionLog(home);
    const checkpointer = createCheckpointer({
      store: (use) => use(backend().store),
      notary: {
        folder: join(home, 'data', 'checkpoints'),
        openKey,
        createId: () => 'of-tests',
        clock: Date,
      },
      onFailure: (error) => failures.push(error),
    });
    const seen = {
      lineOf: () => '',
      append: async (entries: Parameters<typeof log.append>[0]) => {
        await Promise.resolve();
        checkpointer.saw(entries);
      },
    };
    const context = createContext();
    const record = async (count: number): Promise<void> => {
      await Promise.all(
        Array.from({ length: count }, () => recordDecisions(backend().store, seen, createRecording(context))),
      );
    };
    return { ...checkpointer, record, failures };
  };
  const sizes = async () => (await listCheckpoints(backend().store.db, { chainId })).map(({ size }) => size);

  it('signs after so many entries, what was there before, and what is left at the end', async () => {
    const first = open();
    await first.record(255);
    expect(await sizes()).toEqual([]);
    await first.record(1);
    await vi.waitFor(async () => expect(await sizes()).toEqual([256]));
    await first.record(2);
    await first.close();
    expect(await sizes()).toEqual([258, 256]);
    const unsigned = open();
    await unsigned.record(3);
    const second = open();
    await second.takeAll();
    expect((await sizes())[0]).toBe(261);
    await Promise.all([unsigned.close(), second.close()]);
    expect((await sizes())[0]).toBe(261);
  });

  it('signs ten seconds after an entry at the latest', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { record, close } = open();
      await record(1);
      vi.advanceTimersByTime(10_000);
      vi.useRealTimers();
      await vi.waitFor(async () => expect(await sizes()).toEqual([1]));
      await close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells what went wrong, and tries again', async () => {
    let isAway = true;
    const keyPath = join(home, 'key.pem');
    const openKey = () => {
      if (isAway) throw new Error('the key cannot be read');
      return openSigningKey(keyPath, join(home, 'data'));
    };
    const { record, close, failures } = open(openKey);
    await record(256);
    await vi.waitFor(() => expect(failures).toMatchObject([{ message: 'the key cannot be read' }]));
    expect(await sizes()).toEqual([]);
    isAway = false;
    // What failed is still to be signed, though nothing was added since.
    await close();
    expect(await sizes()).toEqual([256]);
    expect(failures).toHaveLength(1);
  });
});
