import type { Command } from 'commander';
import { addServiceOptions, backendOption, examples, rulesOption } from '../options.js';
import type { CommonFlags, Shell } from '../shell.js';

interface ServeFlags extends CommonFlags {
  readonly host?: string;
  readonly port?: string;
  readonly rules?: string;
  readonly backend?: string;
  readonly worker: boolean;
  readonly concurrency?: string;
}

export function addServe(program: Command, shell: Shell): void {
  const command = program
    .command('serve')
    .summary('answer over HTTP')
    .description(
      'Serves pages for a browser and the REST API, until Ctrl-C or SIGTERM. Without keys (`sextant keys`) to this machine only.',
    )
    .option('--host <host>', 'address to listen on (default: 127.0.0.1); one that others can reach needs keys')
    .option('--port <port>', 'port to listen on, 0 for any free one (default: 8787)')
    .option('--no-worker', 'queue probes and leave them to `sextant worker`')
    .option('--concurrency <probes>', 'probes at once (default: 1)')
    .addOption(rulesOption())
    .addOption(backendOption());
  addServiceOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant serve', 'on http://127.0.0.1:8787'],
        ['sextant serve --port 0', 'on any free port'],
        ['curl localhost:8787/openapi.json', 'what it answers'],
      ),
    )
    .action((flags: ServeFlags) => serve(flags, shell));
}

async function serve(flags: ServeFlags, { io, compose }: Shell): Promise<void> {
  const { dataDir, host, port, rules, backend, concurrency, worker, json } = flags;
  const application = compose({
    flags: { dataDirectory: dataDir, host, port, rules, backend, concurrency },
    defaults: { logLevel: 'info' },
  });
  await application.serve({
    signal: io.signal,
    withWorker: worker,
    onListening: (url, isKeyed) => {
      const whom = isKeyed ? 'for those who have a key' : 'for this machine only: there are no keys';
      io.stdout.write(json ? `${JSON.stringify({ url })}\n` : `Sextant listens on ${url}, ${whom}. Ctrl-C stops it.\n`);
    },
  });
}
