import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import type { Context } from '../../src/decide/context.js';
import { createApp } from '../../src/http/app.js';
import { createLog } from '../../src/log.js';

/** The app over a real store in a folder of its own, and what it logged. */
export function createService(over: Partial<Context> = {}) {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sextant-http-'));
  afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));
  const { context } = compose({ flags: { dataDirectory }, env: {}, cwd: dataDirectory });
  const logged: string[] = [];
  const destination = { write: (line: string) => void logged.push(line) };
  const log = createLog({ level: 'info', clock: systemClock, destination });
  return { app: createApp({ context: { ...context, ...over }, log }), context, logged };
}

export const smallest = {
  profile: {
    task: 'binary',
    rows: 1000,
    columns: { numeric: 12, categorical: 3 },
    classCounts: { no: 910, yes: 90 },
  },
};

export const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
