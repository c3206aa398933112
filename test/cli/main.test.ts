import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk, smallCsv, smallestProfile } from './helpers.js';

const desk = createDesk();

/** The program as a process of its own. */
function start(argv: readonly string[]): ChildProcess & { text: () => { stdout: string; stderr: string } } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...argv], {
    env: { ...process.env, SEXTANT_DATA_DIR: desk.dataDirectory, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (parts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (parts.stderr += chunk.toString()));
  return Object.assign(child, { text: () => parts });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

/** Waits until the stream has said something that matches. */
function said(child: ChildProcess, stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
  let text = '';
  return new Promise((matched, failed) => {
    child[stream]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match) matched(match);
    });
    child.once('close', () => failed(new Error(`never said ${String(pattern)}: ${text}`)));
  });
}

describe('the program', () => {
  it('answers as a process does', async () => {
    const child = start(['advise', desk.write('p.json', smallestProfile), '--json']);
    expect(await exitOf(child)).toBe(0);
    expect(JSON.parse(child.text().stdout)).toMatchObject({ settings: { task: 'binary' } });
    expect(child.text().stderr).toBe('');
  });

  it('exits with 2 for bad usage', async () => {
    const child = start(['recommend']);
    expect(await exitOf(child)).toBe(2);
    expect(child.text().stderr).toContain('--target');
  });

  it('ends quietly when its reader has gone', async () => {
    const child = start(['--help']);
    child.stdout?.destroy();
    expect(await exitOf(child)).toBe(0);
    expect(child.text().stderr).toBe('');
  });

  it('prints what is known at Ctrl-C and exits with 130', async () => {
    const file = desk.write('data.csv', smallCsv(200));
    const child = start(['recommend', file, '--target', 'y', '--budget', '40s']);
    // Of whatever comes after the first stage: what that brought is known, however fast it went.
    await said(child, 'stderr', /probe \d+%.*left: (?!starting|what the rules|baseline)/);
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(130);
    expect(child.text().stdout).toContain('Probe cancelled');
    expect(child.text().stderr).toContain('Stopped before the end');
  });

  it('serves until SIGTERM, and holds its folder meanwhile', async () => {
    const child = start(['serve', '--port', '0']);
    const [, url = ''] = await said(child, 'stdout', /(http:\S+?),/);
    const response = await fetch(`${url}/v1/recommendations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"profile":${smallestProfile}}`,
    });
    expect(response.status).toBe(201);
    const doctor = await desk.sextant(['doctor', '--json', '--backend', 'cpu']);
    expect(doctor.stdout).toContain(`in use by the server at ${url}, through which commands go`);
    expect(doctor.code).toBe(0);
    const second = start(['serve', '--port', '0']);
    expect(await exitOf(second)).toBe(1);
    expect(second.text().stderr).toContain(
      'Ask that server over HTTP, stop it, or work in another folder with --data-dir.',
    );
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
    expect(existsSync(join(desk.dataDirectory, 'server.json'))).toBe(false);
    const listed = await desk.sextant(['decisions', '--json']);
    expect(listed.stdout).toContain(String(response.headers.get('decision-id')));
  });

  it('says at once that its port is taken, though it runs probes too', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const child = start(['serve', '--port', String(port)]);
    expect(await exitOf(child)).toBe(2);
    expect(child.text().stderr).toContain('another program has it');
    taken.close();
  });
});
