import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { systemClock } from '../../src/clock.js';
import { decisionsOf } from '../../src/store/decisions-of.js';
import { getDecision } from '../../src/store/get-decision.js';
import { listDecisions } from '../../src/store/list-decisions.js';
import { openStore, withStore } from '../../src/store/open.js';
import { temporaryFolder } from './backends.js';
import { exitOf, firstLineOf, startProgram } from './programs/run.js';

let dataDirectory = '';
beforeEach(() => {
  dataDirectory = temporaryFolder();
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

const locks = () => readdirSync(join(dataDirectory, 'db.lock'));

describe('the PGlite folder', () => {
  it('loses nothing when two processes record at once', async () => {
    const codes = await Promise.all([1, 2].map(() => exitOf(startProgram('write', dataDirectory))));
    expect(codes).toEqual([0, 0]);
    const rows = await withStore({ dataDirectory, clock: systemClock }, (store) =>
      listDecisions(store.db, { workspaceId: defaultWorkspaceId, limit: 200 }),
    );
    expect(rows).toHaveLength(100);
    const lines = readFileSync(join(dataDirectory, 'decisions.ndjson'), 'utf8').trimEnd().split('\n');
    const logged = lines.map((line) => String(JSON.parse(line).decisionId));
    expect(logged.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(locks()).toEqual([]);
  });

  it('is taken over after kill -9, with all that was recorded', async () => {
    const child = startProgram('hold', dataDirectory);
    const decisionId = await firstLineOf(child);
    const options = { dataDirectory, clock: systemClock, lockWaitSeconds: 0 };
    await expect(openStore(options)).rejects.toMatchObject({ code: 'store_locked', fields: { pid: child.pid } });
    const ended = exitOf(child);
    child.kill('SIGKILL');
    await ended;
    expect(locks()).toHaveLength(1);
    const found = await withStore(options, (store) => getDecision(store.db, defaultWorkspaceId, decisionId));
    expect(found?.id).toBe(decisionId);
    expect(locks()).toEqual([]);
  });

  it('is made anew when its creation was cut off', async () => {
    mkdirSync(join(dataDirectory, 'db'));
    writeFileSync(join(dataDirectory, 'db', 'PG_VERSION'), '18');
    writeFileSync(join(dataDirectory, 'db.creating'), '');
    const rows = await withStore({ dataDirectory, clock: systemClock }, (store) =>
      decisionsOf(store.db, defaultWorkspaceId, 'rec_none'),
    );
    expect(rows).toEqual([]);
    expect(existsSync(join(dataDirectory, 'db.creating'))).toBe(false);
  });

  it('is given free when opening fails', async () => {
    writeFileSync(join(dataDirectory, 'db'), 'not a folder');
    const opening = openStore({ dataDirectory, clock: systemClock });
    await expect(opening).rejects.toMatchObject({ code: 'store_failed', hint: expect.stringContaining('--data-dir') });
    expect(locks()).toEqual([]);
  });

  it('cannot be a file', async () => {
    const path = join(dataDirectory, 'file');
    writeFileSync(path, '');
    const opening = openStore({ dataDirectory: path, clock: systemClock });
    await expect(opening).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
