import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { exitDamaged } from '../exit-codes.js';
import { examples } from '../options.js';
import { renderTrail } from '../render/trail.js';
import { printJson, type Shell, untilAborted } from '../shell.js';
import { collect } from '../values.js';
import { SextantError } from '../../errors.js';
import type { TrustedKey } from '../../audit/trusted-keys.js';
import { renderOptionsOf } from '../io.js';

interface VerifyFlags {
  readonly publicKey?: readonly string[];
  readonly keys?: string;
  readonly checkpoints?: string;
  readonly json?: true;
}

export function addAudit(program: Command, shell: Shell): void {
  const audit = program
    .command('audit')
    .summary('whether the record was changed')
    .description('Works on the tamper-evident trail of decisions.');
  audit
    .command('verify')
    .summary('recompute a trail that was exported, and say what was changed')
    .description(
      'Recomputes every hash of an exported trail and compares it with the signed notes. Exit code 0: no damage was found, 3: the trail was damaged, 2: the folder holds no trail that can be read.',
    )
    .argument('<bundle>', 'folder of the exported trail')
    .addOption(
      new Option(
        '--public-key <key>',
        'a key you trust: base64 of its 32 bytes, or name+id+base64 (may be repeated)',
      ).argParser<string[]>(collect),
    )
    .option('--keys <file>', 'keys you trust, a file like keys.json; those in the bundle prove nothing by themselves')
    .option('--checkpoints <folder>', 'notes that you kept, beside those in the bundle')
    .option('--json', 'print one JSON object and nothing else')
    .option('--debug', 'show the stack trace of an error')
    .addHelpText(
      'after',
      examples(
        ['sextant audit verify trail --keys trusted.json', 'by keys from a source you trust'],
        ['sextant audit verify trail --checkpoints kept', 'with notes that you kept yourself'],
        ['sextant audit verify trail --json', 'every finding with its code'],
      ),
    )
    .action((bundle: string, flags: VerifyFlags) => verify(bundle, flags, shell));
}

async function verify(bundle: string, flags: VerifyFlags, shell: Shell): Promise<void> {
  const { io } = shell;
  const { describeFinding } = await import('../../audit/describe-finding.js');
  const { verifyBundle } = await import('../../audit/verify-bundle.js');
  const keys = await trustedKeys(flags, io.cwd);
  const notes = flags.checkpoints === undefined ? undefined : resolve(io.cwd, flags.checkpoints);
  const report = await untilAborted(verifyBundle({ folder: resolve(io.cwd, bundle), keys, notes }), io.signal);
  if (!report.intact) shell.exitWith(exitDamaged);
  const findings = report.findings.map((finding) => ({ ...finding, message: describeFinding(finding) }));
  if (flags.json) return printJson(shell, { ...report, findings });
  io.stdout.write(renderTrail({ ...report, findings }, renderOptionsOf(io.stdout, io.env)));
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
