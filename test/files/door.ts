import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** What stands between a test and a storage: tells what was asked for, and may answer in its place. */
export interface Door {
  readonly url: string;
  /** Method and path of each request, in order. */
  readonly asked: string[];
  /** Answers a request itself where it returns true. */
  answer: (asked: string, response: ServerResponse) => boolean;
  readonly close: () => Promise<void>;
}

export async function openDoor(target: string): Promise<Door> {
  const asked: string[] = [];
  const server = createServer((from, to) => {
    const line = `${from.method} ${from.url}`;
    asked.push(line);
    if (door.answer(line, to)) from.resume();
    else pass(target, from, to);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const door: Door = {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: () => false,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return door;
}

function pass(target: string, from: IncomingMessage, to: ServerResponse): void {
  const onward = request(`${target}${from.url}`, { method: from.method, headers: from.headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(to);
  });
  onward.on('error', () => to.destroy());
  from.pipe(onward);
}
