import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { canMakeEnvironments, pythonWith } from '../../scripts/generators/python/environment.js';
import { temporaryFolder } from '../store/backends.js';
import { post } from './helpers.js';
import { start } from './processes.js';

export const isSchemathesisPossible = canMakeEnvironments;

const packages = ['schemathesis==4.32.5'];
const hooks = fileURLToPath(new URL('./schemathesis-hooks.py', import.meta.url));

/** A refusal for the size is one; what a valid request may be refused for, the check among the hooks says. */
const config = `
hooks = ${JSON.stringify(hooks)}
[checks]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "429", "5xx"]
positive_data_acceptance.expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "413", "422", "429", "5xx"]
`;

/** Lines of its report hold whole requests. */
const MOST_CHARACTERS = 600;

export interface SchemathesisPlan {
  /** Of each operation. */
  readonly examples: number;
  readonly seed: number;
}

/** Sends a server what its document allows and what it does not, with all checks and links between operations. Its report. */
export async function runSchemathesis({ examples, seed }: SchemathesisPlan): Promise<{ code: number; report: string }> {
  const python = await pythonWith(packages);
  const folder = temporaryFolder();
  // As much as the document allows.
  const environment = { LOG_LEVEL: 'error', SEXTANT_PROBE_SECONDS: '86400', SEXTANT_PROBE_TRIALS: '100000' };
  const server = await start(['serve', '--port', '0'], { dataDirectory: join(folder, 'data'), environment });
  try {
    const asked = post({ name: 'schemathesis', scopes: ['advise', 'probe', 'audit', 'rules', 'admin'] });
    const created = await fetch(`${server.url}/v1/keys`, asked);
    const { key } = z.object({ key: z.string() }).parse(await created.json());
    // For a moment the server still lets everybody in.
    await expect.poll(async () => (await fetch(`${server.url}/v1/keys`)).status).toBe(401);
    writeFileSync(join(folder, 'schemathesis.toml'), config);
    const words = ['-m', 'schemathesis.cli', 'run', `${server.url}/openapi.json`, '--checks', 'all', '--no-shrink'];
    const options = ['--max-examples', String(examples), '--seed', String(seed), '--continue-on-failure'];
    // Carried out by one of the hooks.
    const replaced = ['--exclude-checks', 'ensure_resource_availability'];
    const header = ['--header', `Authorization: Bearer ${key}`];
    const outcome = await outcomeOf(python, [...words, ...options, ...replaced, ...header], folder);
    // What the server has to say of its failures.
    return { ...outcome, report: `${outcome.report}\n${server.log()}` };
  } finally {
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

function outcomeOf(program: string, words: readonly string[], cwd: string): Promise<{ code: number; report: string }> {
  const options = { cwd, encoding: 'utf8', maxBuffer: 1e9, env: { ...process.env, NO_COLOR: '1' } } as const;
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`
        .split('\n')
        .map((line) =>
          line.length > MOST_CHARACTERS
            ? `${line.slice(0, MOST_CHARACTERS / 2)} ... ${line.slice(-MOST_CHARACTERS / 2)}`
            : line,
        );
      const code = typeof error?.code === 'number' ? error.code : Number(error !== null);
      resolve({ code, report: lines.join('\n') });
    });
  });
}
