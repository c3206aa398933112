import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compose } from '../../../src/compose.js';

/** A server of Sextant on a data folder, with its worker, until `stop`. */
export async function serveFolder(dataDirectory: string, env: Readonly<Record<string, string>> = {}) {
  const stopping = new AbortController();
  const { serve } = compose({
    flags: { dataDirectory, port: 0, logLevel: 'silent' },
    env,
    cwd: dataDirectory,
  });
  let served: Promise<void> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    served = serve({ signal: stopping.signal, withWorker: true, onListening: resolve });
    served.catch(reject);
  });
  return {
    url,
    stop: async (): Promise<void> => {
      stopping.abort();
      await served;
    },
  };
}

/** Any other program that answers over HTTP, until `stop`. */
export async function serveOther(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise<void>((stopped) => void server.close(() => stopped())),
  };
}
