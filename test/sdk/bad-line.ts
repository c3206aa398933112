import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of a request: it never arrives; it is carried out, and the answer is lost, or half of it, also such that it looks
 * whole, or all after so many events; a proxy answers in place of the service.
 */
export type Fate =
  | 'pass'
  | 'lost'
  | 'unanswered'
  | 'half'
  | 'half unnoticed'
  | keyof typeof pages
  | { readonly events: number };

/** What a proxy answers. */
const pages = {
  'bad gateway': { status: 502, headers: {} },
  'login page': { status: 200, headers: {} },
  'too many': { status: 429, headers: { 'Retry-After': '1' } },
} as const;

export interface Passed {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds. */
  readonly at: number;
  /** Of the service; undefined until it has answered. */
  status?: number;
}

const isPage = (fate: Fate): fate is keyof typeof pages => typeof fate === 'string' && fate in pages;

function showPage(page: keyof typeof pages, response: ServerResponse): void {
  const { status, headers } = pages[page];
  response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(`<h1>${page}</h1>`);
}

/** A line to a service on which things go wrong as they are told to, in order; after that it is a good one. */
export async function openBadLine(to: string) {
  const fates: Fate[] = [];
  const seen: Passed[] = [];
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    const passed: Passed = { method, path, headers, at: performance.now() };
    seen.push(passed);
    const fate = fates.shift() ?? 'pass';
    if (fate === 'lost') request.socket.destroy();
    else if (isPage(fate)) showPage(fate, response);
    else forward({ request, response, to, fate, passed });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** What becomes of the next requests. */
    next: (...told: Fate[]): void => {
      seen.length = 0;
      fates.splice(0, fates.length, ...told);
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly to: string;
  readonly fate: Exclude<Fate, 'lost' | keyof typeof pages>;
  readonly passed: Passed;
}

function forward({ request, response, to, fate, passed }: Forwarding): void {
  const { method, path, headers } = passed;
  const upstream = send(new URL(path, to), { method, headers });
  request.pipe(upstream);
  const gone = (): void => void response.destroy();
  upstream.on('error', gone);
  if (fate === 'unanswered') request.on('end', gone);
  else response.on('close', () => void upstream.destroy());
  upstream.on('response', (answer) => {
    passed.status = answer.statusCode ?? 0;
    if (fate === 'unanswered') return void answer.resume();
    const { 'content-length': _length, ...others } = answer.headers;
    response.writeHead(passed.status, fate === 'half unnoticed' ? others : answer.headers);
    if (fate === 'pass') answer.pipe(response);
    else if (fate === 'half') void halve(answer, response, () => response.destroy());
    else if (fate === 'half unnoticed') void halve(answer, response, () => response.end());
    else cutAfter(fate.events, answer, response);
  });
}

async function halve(answer: IncomingMessage, response: ServerResponse, end: () => void): Promise<void> {
  const body = Buffer.concat(await answer.toArray());
  response.write(body.subarray(0, body.length / 2), end);
}

/** Breaks off in the middle of an event, after so many whole ones; where there are no more, the answer ends as it is. */
function cutAfter(most: number, answer: IncomingMessage, response: ServerResponse): void {
  let text = '';
  answer.setEncoding('utf8');
  answer.on('end', () => response.end(text));
  answer.on('data', (part: string) => {
    text += part;
    const events = text.split('\n\n');
    if (events.length <= most + 1) return;
    const next = events[most] ?? '';
    answer.removeAllListeners();
    answer.on('error', () => {});
    response.write(`${events.slice(0, most).join('\n\n')}\n\n${next.slice(0, next.length / 2)}`, () =>
      response.destroy(),
    );
  });
}
