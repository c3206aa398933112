import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileFile } from '../../decide/profile.js';
import { asSextantError } from '../../errors.js';
import type { Check } from './check.js';

const lines = ['x,y', ...Array.from({ length: 20 }, (_, row) => `${row * row},${row % 2 === 0 ? 'no' : 'yes'}`)];

/** Reads a small file as every command reads one. */
export async function checkFiles(duckdb: string | null): Promise<Check> {
  const name = 'data files';
  const folder = mkdtempSync(join(tmpdir(), 'sextant-doctor-'));
  try {
    const file = join(folder, 'small.csv');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { profile } = await profileFile({ file, target: ['y'] });
    return { name, status: 'ok', detail: `DuckDB ${duckdb ?? ''} reads them (${profile.rows} rows tried)` };
  } catch (thrown) {
    const fix = 'Run `npm run setup`; DuckDB needs a prebuilt binary for this platform.';
    return { name, status: 'broken', detail: asSextantError(thrown).message, fix };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
