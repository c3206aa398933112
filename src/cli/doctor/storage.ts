import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { maskUrl } from '../../config.js';
import { inspectStore } from '../../decide/inspect-store.js';
import { asSextantError } from '../../errors.js';
import type { Application } from '../application.js';
import type { Check } from './check.js';

const name = 'storage';

/** Whether decisions can be recorded: the folder or database, whether it opens, how much is in it. Makes no store. */
export async function checkStorage({ config, dataDirectory, context }: Application): Promise<Check> {
  const place = config.databaseUrl === undefined ? dataDirectory : maskUrl(config.databaseUrl);
  if (config.databaseUrl === undefined && !existsSync(join(dataDirectory, 'db'))) return checkPlace(dataDirectory);
  try {
    const { decisions } = await inspectStore(context);
    return { name, status: 'ok', detail: `${place}: opens, free, ${decisions} decisions recorded` };
  } catch (thrown) {
    const { message, hint, kind, fields } = asSextantError(thrown);
    if (fields['url'] !== undefined) {
      const detail = `${place}: in use by the server at ${String(fields['url'])}, through which commands go`;
      return { name, status: 'ok', detail };
    }
    const status = kind === 'busy' ? 'warning' : 'broken';
    return { name, status, detail: `${place}: ${message}`, ...(hint !== undefined && { fix: hint }) };
  }
}

function checkPlace(folder: string): Check {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return { name, status: 'ok', detail: `${folder}: nothing recorded yet; made at the first decision` };
  } catch {
    const fix = 'Give a folder that you may write to with --data-dir or SEXTANT_DATA_DIR.';
    return { name, status: 'broken', detail: `${folder}: cannot be made, ${nearest} is not writable`, fix };
  }
}
