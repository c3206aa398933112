import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { SextantError } from '../errors.js';
import { isLoopback } from './access.js';
import type { App } from './operation.js';
import { isUpload } from './uploads.js';

/** Requests under way get this long to finish; the whole stop takes less than 10 s. */
const graceMs = 8_000;

/** How slow a client may be, in milliseconds: what it does not send costs the service a connection. */
export interface Patience {
  /** For the head of a request. */
  readonly head: number;
  /** For a body that is no upload; configured as `bodySeconds`. */
  readonly body: number;
  /** Between two pieces of a body; up to twice as long. */
  readonly stall: number;
  /** For all of an upload; configured as `uploadSeconds`. */
  readonly upload: number;
}

export const patience: Patience = { head: 10_000, body: 30_000, stall: 30_000, upload: 3_600_000 };

export interface ServeAppOptions {
  readonly app: App;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Aborting stops the service. */
  readonly signal: AbortSignal;
  readonly onListening: (url: string) => void;
  readonly patience?: Patience;
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
export async function serveApp(options: ServeAppOptions): Promise<void> {
  const { app, host, port, signal, onListening } = options;
  const server = createServer(app, options.patience ?? patience);
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  onListening(`http://${bracketed(host)}:${bound}`);
  await new Promise<void>((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop(), { once: true });
  });
  await stopServer(server);
}

function createServer(app: App, { head, body, stall, upload }: Patience): Server {
  const serverOptions = {
    headersTimeout: head,
    // Of any request: below it each kind has its own.
    requestTimeout: Math.max(head, body, upload),
    connectionsCheckingInterval: Math.min(head, 1_000),
  };
  // Without https or http2 among the options, what it makes is a plain HTTP server.
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server;
  return server.prependListener('request', (request: IncomingMessage) => {
    if (hasBody(request)) cutSlowBody(request, stall, isUpload(request) ? upload : body);
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Once the body is in, the answer may take its time. */
function cutSlowBody(request: IncomingMessage, stallMs: number, wholeMs: number): void {
  const { socket } = request;
  const cut = (): void => {
    if (!request.complete) socket.destroy();
  };
  const whole = setTimeout(cut, wholeMs);
  let before = -1;
  const stall = setInterval(() => {
    if (socket.bytesRead === before) cut();
    before = socket.bytesRead;
  }, stallMs);
  const stop = (): void => {
    clearTimeout(whole);
    clearInterval(stall);
  };
  request.once('end', stop).once('close', stop);
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
