import { isOfOperation } from './answers.js';
import { followProbe, type ProbeEvent, type StreamOptions } from './events.js';
import { createClient, createConfig } from './generated/client/index.js';
import { Operations } from './generated/sdk.gen.js';
import type { ExportRecommendationResponse, GetProbeResponse, GetReportResponse } from './generated/types.gen.js';
import { problemOf, SextantProblem, unreachable } from './problem.js';
import { retrying, type RetryOptions } from './retry.js';

export interface SextantOptions {
  /** Address of the service; that of this machine unless told. */
  readonly baseUrl?: string;
  /** `sx_...`, where the service has keys. */
  readonly key?: string | undefined;
  /** How often a request is sent again to which no answer came, or one that passes; 2 unless told. */
  readonly retries?: number;
  /** In place of the global one. */
  readonly fetch?: typeof fetch;
}

export interface WaitOptions {
  /** Aborting ends the waiting, not the probe. */
  readonly signal?: AbortSignal;
  /** Told of each event. */
  readonly onEvent?: (event: ProbeEvent) => void;
}

type Call = Parameters<Operations['getRecommendation']>[1];
type ReportType = 'application/json' | 'text/html' | 'text/markdown';
type ExportFormat = Parameters<Operations['exportRecommendation']>[0]['format'];

/** A Sextant service: a method for each of its operations, and what goes beyond one request. */
export interface Sextant extends Omit<Operations, 'streamProbeEvents' | 'getReport' | 'exportRecommendation'> {
  /** Events of a probe from the first to the last; a stream that breaks off is taken up where it ended. */
  readonly streamProbeEvents: (id: string, options?: StreamOptions) => AsyncGenerator<ProbeEvent, void, undefined>;
  /** Waits until a probe has ended. Throws `SextantProblem` with the probe's own code where it failed. */
  readonly waitForProbe: (id: string, options?: WaitOptions) => Promise<GetProbeResponse>;
  /** A report in its parts or, by `accept`, as HTML or Markdown for people. */
  readonly getReport: <A extends ReportType = 'application/json'>(
    parameters: { readonly id: string; readonly accept?: A },
    options?: Call,
  ) => Promise<A extends 'application/json' ? GetReportResponse : string>;
  /** A program that trains what is recommended, or with `json` the recommendation. */
  readonly exportRecommendation: <F extends ExportFormat>(
    parameters: { readonly id: string; readonly format: F },
    options?: Call,
  ) => Promise<F extends 'json' ? ExportRecommendationResponse : string>;
}

/** Connects to nothing yet. Throws `TypeError` for a base URL without `http://` or `https://`. */
export function createSextant(options: SextantOptions = {}): Sextant {
  const { baseUrl = 'http://127.0.0.1:8787', key, retries = 2, fetch: send = globalThis.fetch } = options;
  const headers: Readonly<Record<string, string>> = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  checkAddress(baseUrl);
  const address = baseUrl.replace(/\/+$/, '');
  const again = { fetch: (input, init) => send(input, init), retries } satisfies RetryOptions;
  const client = createClient(
    createConfig({
      baseUrl: address,
      headers,
      fetch: retrying(again),
      throwOnError: true,
      responseStyle: 'data',
    }),
  );
  client.interceptors.error.use((error, response: Response | undefined, { signal }) => {
    if (response !== undefined) return problemOf(error, response);
    return signal.aborted ? error : unreachable(address, error);
  });
  client.interceptors.response.use((response, request, { url }) => {
    if (response.ok && !isOfOperation(response, request, url)) throw problemOf(undefined, response);
    return response;
  });
  const generated = new Operations({ client });
  const open = (id: string, { after, signal }: StreamOptions): Promise<Response> =>
    send(client.buildUrl({ url: '/v1/probes/{id}/events', path: { id } }), {
      headers: { ...headers, ...(after !== undefined && { 'Last-Event-ID': after }) },
      ...(signal && { signal }),
    });
  const streamProbeEvents: Sextant['streamProbeEvents'] = (id, of = {}) =>
    followProbe((after) => open(id, { ...of, ...(after !== undefined && { after }) }), { ...of, address });
  // What is generated takes a file, which has no members of its own, for an empty body and leaves it out.
  const uploadDataset: Sextant['uploadDataset'] = (parameters, of) => {
    const { body } = parameters;
    const sending = retrying(body instanceof Blob ? { ...again, file: body } : again);
    return generated.uploadDataset(parameters, { fetch: sending, ...of, body } as typeof of);
  };
  const getReport = ({ id, accept = 'application/json' }: { id: string; accept?: ReportType }, of: Call) => {
    const all = new Headers(of?.headers as ConstructorParameters<typeof Headers>[0]);
    all.set('Accept', accept);
    return generated.getReport({ id }, { ...of, headers: all });
  };
  const waitForProbe = waiting(generated, streamProbeEvents);
  const own = { streamProbeEvents, waitForProbe, uploadDataset, getReport };
  return Object.assign(new Operations({ client }), own) as Sextant;
}

/** A page may name its own service by a path; what begins otherwise is an address without its protocol. */
function checkAddress(baseUrl: string): void {
  if (/^(?:https?:\/\/|[./]|$)/i.test(baseUrl)) return;
  throw new TypeError(`baseUrl must begin with http:// or https://: give http://${baseUrl} in place of ${baseUrl}.`);
}

/** Follows a probe to its end, and then asks what became of it. */
const waiting =
  (operations: Operations, follow: Sextant['streamProbeEvents']): Sextant['waitForProbe'] =>
  async (id, { signal, onEvent } = {}) => {
    const of = signal ? { signal } : {};
    for await (const event of follow(id, of)) onEvent?.(event);
    signal?.throwIfAborted();
    const probe = await operations.getProbe({ id }, of);
    if (probe.status !== 'failed') return probe;
    const { code = 'probe_failed', detail = 'The probe failed.' } = probe.error ?? {};
    throw new SextantProblem({ status: 200, code, detail });
  };
