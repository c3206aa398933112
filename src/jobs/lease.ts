import type { Context } from '../decide/context.js';
import { keepLease, leaseSeconds } from '../decide/probe-jobs.js';
import type { ProbeRow } from '../store/schema.js';

/** What a worker has of an attempt while it runs, until it is settled. */
export interface Lease {
  /** Aborted when the probe is to end with what it knows. */
  readonly cancel: AbortSignal;
  /** Aborted when its process is to end at once: the worker stops, or the probe is another's. */
  readonly kill: AbortSignal;
  /** Whether another attempt has begun, or the probe was ended elsewhere. */
  readonly isOvertaken: () => boolean;
  readonly release: () => void;
}

export interface LeaseOptions {
  /** Has an event by the id of every probe that is cancelled. */
  readonly cancelled: EventTarget;
  /** The worker stops. */
  readonly signal: AbortSignal;
}

/** So often the database hears that a probe is alive, in milliseconds: it may miss two calls. */
const RENEW_MS = (leaseSeconds * 1000) / 3;

/** Keeps up the lease of an attempt, and hears what is to become of it. */
export function holdLease(context: Context, row: ProbeRow, { cancelled, signal }: LeaseOptions): Lease {
  const cancel = new AbortController();
  const kill = new AbortController();
  let isOvertaken = false;
  const renew = async (): Promise<void> => {
    // A database that is away says nothing: the attempt goes on.
    const current = await keepLease(context, row).catch(() => row);
    if (current?.cancelledAt) cancel.abort();
    if (current) return;
    isOvertaken = true;
    kill.abort();
  };
  const onCancel = (): void => cancel.abort();
  const onStop = (): void => kill.abort();
  cancelled.addEventListener(row.id, onCancel);
  signal.addEventListener('abort', onStop, { once: true });
  if (signal.aborted) kill.abort();
  // A call that came before somebody listened stands in the row.
  if (row.cancelledAt !== null) cancel.abort();
  void renew();
  const renewing = setInterval(() => void renew(), RENEW_MS);
  return {
    cancel: cancel.signal,
    kill: kill.signal,
    isOvertaken: () => isOvertaken,
    release: () => {
      clearInterval(renewing);
      cancelled.removeEventListener(row.id, onCancel);
      signal.removeEventListener('abort', onStop);
    },
  };
}
