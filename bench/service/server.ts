import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantile } from '../common/measure.js';
import type { LoadPlan } from './load.js';
import type { LoadResult, LoadTimes } from './result.js';

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from its start to the first good answer of `GET /health/ready`. */
  readonly readyMs: number;
  readonly stop: () => Promise<void>;
}

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A server in a process of its own, ready for requests. */
export async function startServer(
  dataDirectory: string,
  databaseUrl?: string,
  words: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<Server> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [...nodeOptions, program, 'serve', '--port', '0', '--json', '--data-dir', dataDirectory, ...words],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        LOG_LEVEL: 'error',
        SEXTANT_REQUESTS_PER_MINUTE: '99999999',
        DATABASE_URL: databaseUrl ?? '',
      },
    },
  );
  const url = await addressOf(child);
  for (;;) {
    const isReady = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) break;
  }
  const readyMs = performance.now() - started;
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { url, pid: child.pid ?? 0, readyMs, stop };
}

/** The server's first line names its address. */
function addressOf({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const [, url] = /"url":"([^"]+)"/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    stdout?.once('end', () => reject(new Error(`the server ended: ${said}`)));
  });
}

/** Carries out a plan in another process, and tells it in a few numbers. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const { times, failed, elapsed } = await loadTimes(plan);
  const perSecond = times.length / elapsed;
  return { requests: times.length, failed, perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** Carries out a plan in another process. */
export function loadTimes(plan: LoadPlan): Promise<LoadTimes> {
  const file = fileURLToPath(new URL('./load.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(said) as LoadTimes) : reject(new Error(`the load generator ended with ${code}`)),
    );
  });
}
