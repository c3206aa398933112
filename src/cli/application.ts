import type { Config, ConfigInputs } from '../config.js';
import type { Context } from '../decide/context.js';

export interface ComposeOptions extends Pick<ConfigInputs, 'flags' | 'env' | 'defaults'> {
  /** Where `sextant.config.json` is looked for, and what a relative data folder is relative to. */
  readonly cwd: string;
  /** How long to wait for another process to give the data folder free; 30 unless told. */
  readonly lockWaitSeconds?: number;
}

export interface ServeOptions {
  /** Aborting stops the service: requests under way are finished, for at most 10 s. */
  readonly signal: AbortSignal;
  /** Whether it runs the probes that it queues; otherwise other processes do. */
  readonly withWorker: boolean;
  /** `isKeyed`: whether a request needs a key. */
  readonly onListening: (url: string, isKeyed: boolean) => void;
}

export interface WorkOptions {
  /** Aborting gives probes that run back to the queue. */
  readonly signal: AbortSignal;
  readonly onReady: () => void;
}

/** A server that answers over HTTP, and the key to use there. */
export interface RemoteServer {
  readonly url: string;
  readonly key: string | undefined;
}

/** The program wired for one configuration; what is heavy is loaded when it is used. */
export interface Application {
  readonly config: Config;
  /** Absolute. */
  readonly dataDirectory: string;
  readonly context: Context;
  /** Opens the store and what checks rule sets of a workspace, uses them and closes them. */
  readonly withRules: <T>(use: (context: Context) => Promise<T>) => Promise<T>;
  /** Begins to open the store, so that it is ready when the verb has its answer. Whoever calls this calls `close` in the end. */
  readonly openEarly: () => void;
  readonly close: () => Promise<void>;
  /** The server to which commands are to speak: the one that is configured, else the one that holds the data folder. */
  readonly findServer: () => Promise<RemoteServer | undefined>;
  /** Holds the data folder and answers requests until the signal. Throws `config_invalid` for an address that others can reach. */
  readonly serve: (options: ServeOptions) => Promise<void>;
  /** Runs probes that servers on the same database queue, until the signal. Throws `config_invalid` where there is no such database. */
  readonly work: (options: WorkOptions) => Promise<void>;
}

export type Compose = (options: ComposeOptions) => Application;
