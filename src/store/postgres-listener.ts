import type { Client } from 'pg';
import type { Store } from './database.js';

/** Between two tries at a connection. */
const RETRY_MS = 500;

export interface Listener {
  readonly listen: Store['listen'];
  readonly close: () => Promise<void>;
}

const nothing = (): undefined => undefined;

/**
 * Hears notifications on a connection of its own, which is made with the first who listens, and anew whenever it is lost. While there is none nothing is heard, and
 * nobody is told: who listens looks for itself now and then.
 */
export function createListener(create: () => Client): Listener {
  const channels = new Map<string, Set<(payload: string) => void>>();
  let connected: Promise<Client> | undefined;
  let isClosed = false;
  const use = (): Promise<Client> => {
    connected ??= connect(create(), channels).then(
      (client) => {
        client.once('end', lost);
        return client;
      },
      (error: unknown) => {
        setTimeout(lost, RETRY_MS).unref();
        throw error;
      },
    );
    return connected;
  };
  const lost = (): void => {
    connected = undefined;
    if (!isClosed && channels.size > 0) use().catch(nothing);
  };
  return {
    listen: async (channel, onPayload) => {
      const listening = channels.get(channel) ?? new Set();
      channels.set(channel, listening.add(onPayload));
      try {
        const client = await use();
        // A connection that was there before may not know of it yet.
        if (listening.size === 1) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      } catch {
        // The next connection listens on it too.
      }
      return async () => {
        if (!listening.delete(onPayload) || listening.size > 0) return;
        channels.delete(channel);
        const client = await connected?.catch(nothing);
        await client?.query(`unlisten ${client.escapeIdentifier(channel)}`).catch(nothing);
      };
    },
    close: async () => {
      isClosed = true;
      const client = await connected?.catch(nothing);
      await client?.end();
    },
  };
}

/** A connection that listens on all channels. */
async function connect(client: Client, channels: ReadonlyMap<string, ReadonlySet<(payload: string) => void>>) {
  client.on('notification', ({ channel, payload = '' }) => channels.get(channel)?.forEach((tell) => tell(payload)));
  // An error is followed by the end.
  client.on('error', nothing);
  try {
    await client.connect();
    for (const channel of channels.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    return client;
  } catch (error) {
    client.end().catch(nothing);
    throw error;
  }
}
