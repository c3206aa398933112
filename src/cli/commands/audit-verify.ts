import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { TrustedKey } from '../../audit/trusted-keys.js';
import type { TrailReport } from '../../audit/verify-trail.js';
import type { VerifyRequest } from '../../decide/audit.js';
import { SextantError } from '../../errors.js';
import { exitDamaged } from '../exit-codes.js';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { renderChains, renderTrail } from '../render/trail.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { collect } from '../values.js';

interface VerifyFlags extends RecordFlags {
  readonly publicKey?: readonly string[];
  readonly keys?: string;
  readonly checkpoints?: string;
  readonly workspace?: string;
  readonly service?: boolean;
}

export function addVerify(audit: Command, shell: Shell): void {
  const command = audit
    .command('verify')
    .summary('recompute a trail, and say what was changed')
    .description(
      'Recomputes every hash of an exported trail, or of the record here, and compares it with the signed notes. Of the record here these are all chains: those of the workspaces, that of the service, and those of which only notes are left; where a server holds the record, that of the key’s workspace alone. Exit code 0: no damage was found, 3: a trail was damaged, 2: the folder holds no trail that can be read.',
    )
    .argument('[bundle]', 'folder of the exported trail; without it the record here')
    .addOption(
      new Option(
        '--public-key <key>',
        'a key you trust: base64 of its 32 bytes, or name+id+base64 (may be repeated)',
      ).argParser<string[]>(collect),
    )
    .option('--keys <file>', 'keys you trust, a file like keys.json; those in the bundle prove nothing by themselves')
    .option('--checkpoints <folder>', 'notes that you kept, beside those in the bundle')
    .option('--workspace <name>', 'whose trail alone, of the record here (default: every trail)')
    .option('--service', 'the trail of the service itself alone: starts, stops, keys');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant audit verify', 'every trail of the record here'],
        ['sextant audit verify --workspace default', 'one of them'],
        ['sextant audit verify trail --keys trusted.json', 'by keys from a source you trust'],
        ['sextant audit verify trail --checkpoints kept', 'with notes that you kept yourself'],
        ['sextant audit verify trail --json', 'every finding with its code'],
      ),
    )
    .action((bundle: string | undefined, flags: VerifyFlags) => verify(bundle, flags, shell));
}

async function verify(bundle: string | undefined, flags: VerifyFlags, shell: Shell): Promise<void> {
  const { io } = shell;
  const keys = await trustedKeys(flags, io.cwd);
  const notes = flags.checkpoints === undefined ? undefined : resolve(io.cwd, flags.checkpoints);
  if (bundle === undefined) return verifyHere(flags, shell, { keys, notes, signal: io.signal });
  const { verifyBundle } = await import('../../audit/verify-bundle.js');
  const verifying = verifyBundle({ folder: resolve(io.cwd, bundle), keys, notes });
  await printReport(await untilAborted(verifying, io.signal), flags, shell);
}

/** Every trail of the record, or the one that was named. */
async function verifyHere(flags: VerifyFlags, shell: Shell, request: VerifyRequest): Promise<void> {
  const { workspace, service } = flags;
  const { verbs, server } = await openVerbs(shell, flags);
  if (workspace !== undefined || service) {
    const verifying = verbs.trail.verify({ workspace, service, ...request });
    return printReport(await untilAborted(verifying, shell.io.signal), flags, shell);
  }
  const found = await untilAborted(verbs.trail.verifyAll(request), shell.io.signal);
  if (!found.intact) shell.exitWith(exitDamaged);
  await printAnswer(shell, flags, found, (options) => renderChains({ ...found, server: server?.url }, options));
}

async function printReport(
  report: TrailReport & { readonly keys: 'given' | 'bundle' | 'store' },
  flags: VerifyFlags,
  shell: Shell,
): Promise<void> {
  const { describeFinding } = await import('../../audit/describe-finding.js');
  if (!report.intact) shell.exitWith(exitDamaged);
  const findings = report.findings.map((finding) => ({ ...finding, message: describeFinding(finding) }));
  const rendered = { ...report, findings };
  await printAnswer(shell, flags, rendered, (options) => renderTrail(rendered, options));
}

/** The keys that were named; undefined for none. */
async function trustedKeys({ publicKey, keys }: VerifyFlags, cwd: string): Promise<TrustedKey[] | undefined> {
  if (publicKey === undefined && keys === undefined) return undefined;
  const { readTrustedKeys } = await import('../../audit/verify-bundle.js');
  const { parsePublicKey } = await import('../../audit/trusted-keys.js');
  const named = (publicKey ?? []).map((text) => {
    const key = parsePublicKey(text);
    if (key !== undefined) return key;
    throw new SextantError('usage_invalid', 'One --public-key is no Ed25519 public key.', {
      hint: 'Give base64 of its 32 bytes, as in keys.json, or name+id+base64.',
    });
  });
  return [...named, ...(keys === undefined ? [] : readTrustedKeys(resolve(cwd, keys)))];
}
