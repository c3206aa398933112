import type { Command } from 'commander';
import { addServiceOptions, backendOption, examples } from '../options.js';
import type { CommonFlags, Shell } from '../shell.js';

interface WorkerFlags extends CommonFlags {
  readonly concurrency?: string;
  readonly backend?: string;
}

export function addWorker(program: Command, shell: Shell): void {
  const command = program
    .command('worker')
    .summary('run probes that servers queue')
    .description(
      'Runs probes that `sextant serve` on the same Postgres (DATABASE_URL) queues, until Ctrl-C or SIGTERM: what runs then goes back to the queue. It reads uploaded files from the data folder or the object store that it shares with the servers.',
    )
    .option('--concurrency <probes>', 'probes at once (default: 1); each takes about two cores')
    .addOption(backendOption());
  addServiceOptions(command)
    .addHelpText('after', examples(['DATABASE_URL=postgres://... sextant worker', 'one probe at a time']))
    .action((flags: WorkerFlags) => work(flags, shell));
}

async function work({ dataDir, concurrency, backend, json }: WorkerFlags, { io, compose }: Shell): Promise<void> {
  const application = compose({
    flags: { dataDirectory: dataDir, concurrency, backend },
    defaults: { logLevel: 'info' },
  });
  await application.work({
    signal: io.signal,
    onReady: () => {
      io.stdout.write(json ? `${JSON.stringify({ ready: true })}\n` : 'Sextant takes probes. Ctrl-C stops it.\n');
    },
  });
}
