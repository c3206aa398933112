import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { afterAll } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const pageText = (path: string): string => readFileSync(join(root, path), 'utf8');

const places: string[] = [];
afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

/** An empty folder with `sextant`, as it was built. */
export function emptyPlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'sextant-guide-'));
  places.push(place);
  const program = join(root, 'dist/cli/main.js');
  writeFileSync(join(place, 'sextant'), `#!/bin/sh\nexec ${process.execPath} ${program} "$@"\n`);
  chmodSync(join(place, 'sextant'), 0o755);
  return place;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** One shell in a place with `sextant` on the path, which ends at the first failure and takes what it started with it. */
export async function runShell(place: string, commands: string, env: Readonly<Record<string, string>> = {}) {
  const script = `set -e\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n${commands}`;
  const child = spawn('bash', ['-c', script], {
    cwd: place,
    env: {
      ...process.env,
      PATH: `${place}:${process.env['PATH'] ?? ''}`,
      SEXTANT_AUDIT_KEY: join(place, 'audit-key.pem'),
      LOG_LEVEL: 'silent',
      ...env,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => void (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => void (stderr += part.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, stdout, stderr };
}
