import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { SextantError } from '../errors.js';
import { isLoopback } from './access.js';
import type { App } from './operation.js';

/** Requests under way get this long to finish; the whole stop takes less than 10 s. */
const graceMs = 8_000;

export interface ServeAppOptions {
  readonly app: App;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Aborting stops the service. */
  readonly signal: AbortSignal;
  readonly onListening: (url: string) => void;
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Refuses an address that other machines can reach where nobody could be told apart. Throws `config_invalid`. */
export function checkHost(host: string, isKeyed: boolean): void {
  if (isKeyed || isLoopback(bracketed(host))) return;
  throw new SextantError(
    'config_invalid',
    `Sextant does not listen on ${host}: there are no keys, so it serves this machine only.`,
    {
      hint: 'Make a key with `sextant keys create`, or use --host 127.0.0.1.',
      fields: { host },
    },
  );
}

/** Answers until the signal, then lets requests under way finish. Throws `config_invalid` when the port is taken. */
export async function serveApp({ app, host, port, signal, onListening }: ServeAppOptions): Promise<void> {
  // Without https or http2 among the options, what it makes is a plain HTTP server.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  onListening(`http://${bracketed(host)}:${bound}`);
  await new Promise<void>((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  await stopServer(server);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program has it' : (cause.code ?? cause.message);
      failed(
        new SextantError('config_invalid', `Sextant cannot listen on ${bracketed(host)}:${port}: ${why}.`, {
          hint: 'Choose another port with --port, or --port 0 for any free one.',
          cause,
        }),
      );
    });
    server.listen(port, host, listening);
  });
}

/** Idle connections end at once, busy ones after their answer. */
function stopServer(server: Server): Promise<void> {
  return new Promise((stopped) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      stopped();
    });
  });
}
