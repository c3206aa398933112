import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The program as it is built (`npm test` does that first), `serve` or `worker`, in a process of its own. */
export interface Running {
  /** Of a server; empty of a worker. */
  readonly url: string;
  readonly pid: number;
  /** What it wrote to its log. */
  readonly log: () => string;
  /** Ends it and waits for that; its exit code, null where a signal ended it. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  readonly hasEnded: () => boolean;
}

export interface StartOptions {
  readonly dataDirectory: string;
  readonly databaseUrl?: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  /** Words of a command line that the program is put behind, as a limit of its resources. */
  readonly prefix?: readonly string[];
}

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts it and waits until it answers or takes probes. */
export async function start(words: readonly string[], options: StartOptions): Promise<Running> {
  const { dataDirectory, databaseUrl = '', environment = {}, prefix = [] } = options;
  const program = [process.execPath, 'dist/cli/main.js', ...words, '--json'];
  const [command = '', ...parameters] = [...prefix, ...program];
  const child = spawn(command, parameters, {
    env: {
      ...process.env,
      SEXTANT_DATA_DIR: dataDirectory,
      DATABASE_URL: databaseUrl,
      SEXTANT_REQUESTS_PER_MINUTE: '9999999',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  const url = await new Promise<string>((ready, failed) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const isReady = /"ready":true/.test(said);
      const found = /"url":"(http:[^"]+)"/.exec(said)?.[1];
      if (isReady || found !== undefined) ready(found ?? '');
    });
    child.once('exit', () => failed(new Error(`the program ended: ${said}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    log: () => said,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

export const serveAlone = ['serve', '--port', '0', '--no-worker'] as const;
