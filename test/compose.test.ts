import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Application } from '../src/cli/application.js';
import { compose } from '../src/compose.js';
import { inspectStore } from '../src/decide/inspect-store.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-compose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Another program on the same folder: it waits for nobody. */
const other = (): Application => compose({ env: {}, cwd: folder, lockWaitSeconds: 0 });
const isFree = async (): Promise<boolean> =>
  inspectStore(other().context).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ code: 'store_locked' });
      return false;
    },
  );

describe('compose', () => {
  it('reads flag, environment and file of the folder, and makes nothing', () => {
    writeFileSync(join(folder, 'sextant.config.json'), JSON.stringify({ port: 9000 }));
    const { config, dataDirectory } = compose({ env: { HOST: 'localhost' }, flags: { backend: 'cpu' }, cwd: folder });
    expect(config).toMatchObject({ port: 9000, host: 'localhost', backend: 'cpu' });
    expect(dataDirectory).toBe(join(folder, '.sextant'));
    expect(readdirSync(folder)).toEqual(['sextant.config.json']);
  });

  it('holds the store for each use only', async () => {
    const { context } = compose({ env: {}, cwd: folder });
    await context.store(async () => expect(await isFree()).toBe(false));
    expect(await isFree()).toBe(true);
  });

  it('uses a store that was opened early once, and closes it', async () => {
    const { context, openEarly, close } = compose({ env: {}, cwd: folder });
    openEarly();
    openEarly();
    expect(await inspectStore(context)).toEqual({ decisions: 0 });
    expect(await isFree()).toBe(true);
    await close();
  });

  it('closes a store that was opened early and not used', async () => {
    const { openEarly, close } = compose({ env: {}, cwd: folder });
    openEarly();
    await close();
    expect(await isFree()).toBe(true);
  });
});
