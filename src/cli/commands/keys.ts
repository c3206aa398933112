import { type Command, Option } from 'commander';
import { type Scope, scopes } from '../../api-key.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { renderKeys } from '../render/keys.js';
import { outlined } from '../render/outline.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { parseWhole } from '../values.js';
import { openVerbs } from '../open-verbs.js';
import type { Verbs } from '../verbs.js';

export function addKeys(program: Command, shell: Shell): void {
  const keys = program
    .command('keys')
    .summary('who may use the service')
    .description('Keys of the HTTP service. As soon as there is one, every request needs one.')
    .addHelpText(
      'after',
      examples(
        ['sextant keys create me --scope advise probe audit rules admin', 'shows the key, this once'],
        ['sextant keys list', 'all but the keys'],
      ),
    );
  addCreate(keys, shell);
  addList(keys, shell);
  addRevoke(keys, shell);
}

interface CreateFlags extends RecordFlags {
  readonly scope: readonly Scope[];
  readonly days?: number;
  readonly workspace?: string;
}

function addCreate(keys: Command, shell: Shell): void {
  const command = keys
    .command('create')
    .summary('make a key')
    .description('Makes a key and shows it, this once.')
    .argument('<name>', 'what the key is for')
    .addOption(
      new Option('--scope <scopes...>', 'what it may do').choices([...scopes]).default(['advise', 'probe', 'audit']),
    )
    .addOption(new Option('--days <n>', 'how long it is good; without it, for ever').argParser(parseWhole(1, 36_500)))
    .option('--workspace <name>', 'the workspace it opens, made if there is none (default: default)');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant keys create me --scope advise probe audit rules admin', 'everything: for you, and first'],
        ['sextant keys create billing', 'advice, probes and the record'],
        ['sextant keys create lab --workspace lab --days 90', 'for another team, 90 days'],
      ),
    )
    .action((name: string, flags: CreateFlags) => create(name, flags, shell));
}

const DAY_MS = 86_400_000;

async function create(name: string, flags: CreateFlags, shell: Shell): Promise<void> {
  const { verbs, application } = await openVerbs(shell, flags);
  const { scope, days, workspace } = flags;
  const expiresAt = days === undefined ? undefined : application.context.clock.now() + days * DAY_MS;
  // Of what a server holds, only who may see the keys is told what there is.
  const isFirst = !scope.includes('admin') && (await untilAborted(hasNone(verbs), shell.io.signal));
  const { key, of } = await untilAborted(
    verbs.createKey({ name, scopes: scope, expiresAt, workspace }),
    shell.io.signal,
  );
  if (isFirst) shell.io.stderr.write(`${narrow}\n`);
  const said = `This is the key ${of.id}. It is shown this once; send it as Authorization: Bearer ${key.slice(0, 6)}...`;
  // It is copied as it stands, so that nothing is escaped in it.
  await printAnswer(shell, flags, { ...of, key }, (options) => `${key}\n\n${outlined(said)(options)}`);
}

/** Whoever makes one key alone may find the door shut: a server asks for it in everything, and no other can be made with it. */
const narrow =
  'note: from now on a server asks for a key in everything, and this one makes no others. One for yourself: sextant keys create me --scope advise probe audit rules admin (where a server runs here, stop it for that).';

const hasNone = async (verbs: Verbs): Promise<boolean> =>
  (await verbs.listKeys({ limit: 1 }).catch(() => undefined))?.length === 0;

/** Flags of what is done in a workspace. */
interface PlaceFlags extends RecordFlags {
  readonly workspace?: string;
}

interface ListFlags extends PlaceFlags {
  readonly limit: number;
}

function addList(keys: Command, shell: Shell): void {
  const command = keys
    .command('list')
    .summary('the keys that were made')
    .description('Lists keys, newest first, those that ended too. The keys themselves are not kept.')
    .addOption(new Option('--limit <n>', 'at most this many').argParser(parseWhole(1, 200)).default(20))
    .option('--workspace <name>', 'those of this workspace (default: default)');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant keys list', 'names, scopes and how long they are good; never the keys']))
    .action((flags: ListFlags) => list(flags, shell));
}

async function list(flags: ListFlags, shell: Shell): Promise<void> {
  const { limit, workspace } = flags;
  const { verbs, application } = await openVerbs(shell, flags);
  const found = await untilAborted(verbs.listKeys({ limit, workspace }), shell.io.signal);
  const now = application.context.clock.now();
  await printAnswer(shell, flags, { keys: found }, (options) => renderKeys(found, now, options));
}

function addRevoke(keys: Command, shell: Shell): void {
  const command = keys
    .command('revoke')
    .summary('end a key for good')
    .description('Ends a key at once; a service that runs may take a second to notice.')
    .argument('<id>', 'key_...')
    .option('--workspace <name>', 'the workspace that it opens (default: default)');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant keys revoke key_...', 'within a second no request gets in by it']))
    .action((id: string, flags: PlaceFlags) => revoke(id, flags, shell));
}

async function revoke(id: string, flags: PlaceFlags, shell: Shell): Promise<void> {
  const { verbs } = await openVerbs(shell, flags);
  const ended = await untilAborted(verbs.revokeKey({ id, workspace: flags.workspace }), shell.io.signal);
  await printAnswer(shell, flags, ended, outlined(`${ended.id} opens nothing any more.`));
}
