import type { Application, RemoteServer } from './application.js';
import type { RecordFlags, Shell } from './shell.js';
import { notThere, type Verbs } from './verbs.js';

interface WorkFlags extends RecordFlags {
  readonly rules?: string;
  readonly backend?: string;
}

export interface OpenedVerbs {
  readonly verbs: Verbs;
  readonly application: Application;
  /** Whose verbs they are; absent where this process does the work. */
  readonly server?: RemoteServer;
}

/**
 * The verbs for the options of a command: a server's where one is configured or holds the data folder, else those of this process.
 * @throws SextantError `usage_invalid` for options of the work itself where a server does it, and `config_invalid`
 */
export async function openVerbs({ compose }: Shell, flags: WorkFlags): Promise<OpenedVerbs> {
  const { dataDir, url, key, rules, backend } = flags;
  const application = compose({ flags: { dataDirectory: dataDir, url, apiKey: key, rules, backend } });
  const server = await application.findServer();
  if (!server) {
    const { localVerbs } = await import('./local-verbs.js');
    return { application, verbs: localVerbs(application) };
  }
  if (rules !== undefined) throw notThere('--rules', server.url);
  if (backend !== undefined) throw notThere('--backend', server.url);
  const { remoteVerbs } = await import('./remote/verbs.js');
  return { application, verbs: remoteVerbs(server), server };
}
