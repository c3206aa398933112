import type { Probe } from './generated/types.gen.js';
import { pause } from './pause.js';
import { problemOf, SextantProblem, unreachable } from './problem.js';

/** Progress of a probe, or its end. */
export type ProbeEvent =
  | { readonly event: 'progress'; readonly id: string; readonly data: ProbeProgress }
  | { readonly event: 'end'; readonly id: string; readonly data: { readonly status: string } };

export interface ProbeProgress {
  readonly stage: string;
  /** What is being done, in words. */
  readonly doing: string;
  /** 0 to 1 of the budget. */
  readonly share: number;
  readonly secondsLeft?: number;
  /** What happened since the event before. */
  readonly events: readonly ProgressEvent[];
}

/**
 * What happens in a probe; plans and trials are those that the probe has in the end. The document has these events as text, so that
 * this is written by hand. A later service of `/v1` may tell of further kinds.
 */
export type ProgressEvent =
  | { readonly kind: 'plan'; readonly population: Probe['plan'][number] }
  | { readonly kind: 'trial'; readonly trial: Probe['trials'][number]; readonly sentence: string }
  | {
      readonly kind: 'epoch';
      readonly purpose: string;
      readonly epoch: number;
      readonly epochs: number;
      readonly validationLoss: number | null;
    }
  | {
      readonly kind: 'rung';
      readonly purpose: string;
      readonly epoch: number;
      readonly dropped: number;
      readonly left: number;
    }
  | { readonly kind: 'verdict'; readonly slot: string; readonly verdict: string }
  | { readonly kind: 'end'; readonly status: 'succeeded' | 'failed' | 'cancelled' };

export interface StreamOptions {
  /** Id of the last event that you have: the stream goes on after it. */
  readonly after?: string;
  /** Aborting ends the stream. */
  readonly signal?: AbortSignal;
}

/** A piece of an event stream (HTML Living Standard, 9.2). */
interface Piece {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** How long to wait before a stream that broke off is taken up again; a `Retry-After` of the service goes before it. */
const PAUSE_MS = 1_000;
/** Streams that break off without an event between them: then there is no hope. */
const MOST_FAILURES = 5;

/**
 * Events from the first to the last. A stream that breaks off is taken up where it ended.
 * @param open asks for the stream, from the event after an id
 */
export async function* followProbe(
  open: (lastEventId: string | undefined) => Promise<Response>,
  { after, signal, address }: StreamOptions & { readonly address: string },
): AsyncGenerator<ProbeEvent, void, undefined> {
  let last = after;
  let failures = 0;
  while (signal?.aborted !== true) {
    try {
      const response = await open(last);
      if (!response.ok || response.body === null) throw problemOf(await bodyOf(response), response);
      for await (const { event, id, data } of pieces(response.body)) {
        if (signal?.aborted) return;
        failures = 0;
        last = id;
        yield { event, id, data: JSON.parse(data) as unknown } as ProbeEvent;
        if (event === 'end') return;
      }
      throw new Error('the events of the probe ended before the probe did');
    } catch (error) {
      if (signal?.aborted) return;
      failures += 1;
      const problem = error instanceof SextantProblem ? error : unreachable(address, error);
      if (failures > MOST_FAILURES || isRefused(problem)) throw problem;
      await pause(1000 * (problem.retryAfter ?? PAUSE_MS / 1000), signal).catch(() => undefined);
    }
  }
}

/** Asking again would not help. */
const isRefused = ({ status }: SextantProblem): boolean => status >= 400 && status < 500 && status !== 429;

const bodyOf = async (response: Response): Promise<unknown> => response.json().catch(() => undefined);

async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Piece, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text = (text + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const piece = pieceOf(block);
        if (piece) yield piece;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A comment alone says that the connection is alive. */
function pieceOf(block: string): Piece | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    fields.set(name, fields.has(name) ? `${fields.get(name)}\n${value}` : value);
  }
  const data = fields.get('data');
  return data === undefined ? undefined : { event: fields.get('event') ?? 'message', id: fields.get('id') ?? '', data };
}
