import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../decide/schema.js';
import { asSextantError } from '../../errors.js';
import { progressAnswer } from './answers.js';
import type { Client } from './client.js';

/** A server that starts again, and a connection that was lost, get this long. */
const mostTries = 30;
const waitMs = 1_000;

/** Tells the progress of a probe until its end, from where it was where the connection is lost. */
export async function followProbe(
  client: Client,
  probeId: string,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  let last: string | undefined;
  let failed = 0;
  for (;;) {
    try {
      const headers = last === undefined ? {} : { 'Last-Event-ID': last };
      const { body } = await client.ask(`/v1/probes/${encodeURIComponent(probeId)}/events`, { headers });
      for await (const { event, id, data } of eventsOf(body)) {
        failed = 0;
        last = id;
        if (event === 'end') return;
        tell(data, onProgress);
      }
    } catch (thrown) {
      // What is no error of ours is a stream that broke off.
      const { kind, code } = asSextantError(thrown);
      if (kind !== 'busy' && code !== 'internal') throw thrown;
      if (failed === mostTries) throw thrown;
    }
    failed += 1;
    await sleep(waitMs);
  }
}

function tell(data: string, onProgress: (progress: Progress) => void): void {
  const summary = progressAnswer.safeParse(JSON.parse(data));
  if (!summary.success) return;
  const { events, ...progress } = summary.data;
  if (events.length === 0) onProgress(progress);
  for (const event of events) onProgress({ ...progress, event });
}

interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** Server-sent events of a body, as a server of Sextant writes them: one line of each field. */
async function* eventsOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of body ?? []) {
    text += decoder.decode(part, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => fieldOf(line)));
      const [event, id, data] = [fields.get('event'), fields.get('id'), fields.get('data')];
      if (event !== undefined && id !== undefined && data !== undefined) yield { event, id, data };
    }
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const at = line.indexOf(':');
  return [line.slice(0, Math.max(0, at)), line.slice(at + 1).replace(/^ /, '')];
}
