import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { openVerbs } from '../open-verbs.js';
import { addAnswerOptions, addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { outlined } from '../render/outline.js';
import { type AnswerFlags, type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { parseMoment } from '../values.js';
import { SextantError } from '../../errors.js';
import type { Context } from '../../decide/context.js';
import { addVerify } from './audit-verify.js';

export function addAudit(program: Command, shell: Shell): void {
  const audit = program
    .command('audit')
    .summary('whether the record was changed')
    .description('Works on the tamper-evident trail of decisions.')
    .addHelpText(
      'after',
      examples(
        ['sextant audit verify', 'the record here'],
        ['sextant audit export trail', 'for whoever audits, with its notes and keys'],
        ['sextant audit verify trail --keys trusted.json', 'by keys that you trust'],
      ),
    );
  addVerify(audit, shell);
  addExport(audit, shell);
  addCheckpoint(audit, shell);
  addExplain(audit, shell);
  addErase(audit, shell);
  addPrune(audit, shell);
  addRotateKey(audit, shell);
}

interface StoreFlags extends RecordFlags {
  readonly workspace?: string;
  readonly service?: boolean;
}

function addExport(audit: Command, shell: Shell): void {
  const command = audit
    .command('export')
    .summary('write the trail into a folder, for somebody who trusts nobody')
    .description(
      'Signs what is new, and writes entries, signed notes, keys and rule sets into a new folder. A server sends them as a zip, which is written beside it: <folder>.zip.',
    )
    .argument('<folder>', 'a new folder')
    .option('--workspace <name>', 'whose trail (default: default)')
    .option('--service', 'the trail of the service itself: starts, stops, keys');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant audit export trail', 'and verify it: sextant audit verify trail']))
    .action(async (folder: string, flags: StoreFlags) => {
      const { io } = shell;
      const { workspace, service } = flags;
      const { verbs, server } = await openVerbs(shell, flags);
      const place = { workspace, service, folder: resolve(io.cwd, folder), signal: io.signal };
      const exported = await untilAborted(verbs.trail.export(place), io.signal);
      const said =
        'entries' in exported
          ? `${exported.entries} entries are in ${folder}.`
          : `The server at ${server?.url} sent its trail: ${exported.zip}. Unpack it into a folder to verify it.`;
      await printAnswer(shell, flags, exported, outlined(said));
    });
}

function addCheckpoint(audit: Command, shell: Shell): void {
  const command = audit
    .command('checkpoint')
    .summary('sign what is new in every trail')
    .description(
      'A server does this by itself. After commands without one, what they recorded is not vouched for until this is run, or a server starts.',
    );
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(['sextant audit checkpoint', 'the notes are in <data folder>/checkpoints: keep copies elsewhere']),
    )
    .action(async (flags: StoreFlags) => {
      const { checkpoint } = await import('../../decide/audit.js');
      const taken = await untilAborted(
        besideServer(checkpoint(await contextOf(flags, shell)), 'It signs what is new by itself: nothing is to do.'),
        shell.io.signal,
      );
      const said = taken === 0 ? 'Nothing is new.' : `${taken} notes were signed.`;
      await printAnswer(shell, flags, { notes: taken }, outlined(said));
    });
}

function addExplain(audit: Command, shell: Shell): void {
  const command = audit
    .command('explain')
    .summary('what the decisions of an exported trail say')
    .description(
      'Lists the decisions of an exported trail, or explains one of them: which rules saw which facts, which won and lost and why, what a probe measured, what people set. Needs nothing but the folder; whether that was changed says verify.',
    )
    .argument('<bundle>', 'folder of the exported trail')
    .argument('[id]', 'a decision (dec_...) or a recommendation (rec_...)');
  addAnswerOptions(command)
    .addHelpText(
      'after',
      examples(['sextant audit explain trail', 'the newest last'], ['sextant audit explain trail ID', 'one of them']),
    )
    .action((bundle: string, id: string | undefined, flags: AnswerFlags) => explain(bundle, id, { flags, shell }));
}

async function explain(
  bundle: string,
  id: string | undefined,
  { flags, shell }: { readonly flags: AnswerFlags; readonly shell: Shell },
): Promise<void> {
  const { io } = shell;
  const { explainBundle, listBundle } = await import('../../decide/explain-bundle.js');
  const folder = resolve(io.cwd, bundle);
  if (id === undefined) {
    const decisions = await untilAborted(listBundle(folder), io.signal);
    const { noDecisions, renderDecisions } = await import('../render/decisions.js');
    const lines = decisions.map(({ recommendationId, ...rest }) => ({
      ...rest,
      recommendationId: recommendationId ?? '',
    }));
    const none = noDecisions.inTrail;
    return printAnswer(shell, flags, { decisions }, (options) => renderDecisions(lines, { ...options, none }));
  }
  const explanation = await untilAborted(explainBundle(folder, id), io.signal);
  const { renderExplanation } = await import('../render/explanation.js');
  await printAnswer(shell, flags, explanation, (options) => renderExplanation(explanation, options));
}

interface EraseFlags extends StoreFlags {
  readonly reason: string;
}

function addErase(audit: Command, shell: Shell): void {
  const command = audit
    .command('erase')
    .summary('take away what a decision says, where the law asks for it')
    .description(
      'Takes the decision’s record away, and with it the recommendation that it is about, that one’s other decisions and its probes. Their hashes stay, and an entry for each says who did it and why: the trail still verifies. Bundles, logs and backups that were made before have it still.',
    )
    .argument('<decision>', 'its id, or that of the recommendation')
    .requiredOption('--reason <text>', 'why; it stays on record')
    .option('--workspace <name>', 'whose trail (default: default)');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant audit erase ID --reason "asked for"', 'sextant decisions has the ids']))
    .action(async (id: string, flags: EraseFlags) => {
      const { reason, workspace } = flags;
      const { verbs } = await openVerbs(shell, flags);
      const erased = await untilAborted(verbs.trail.erase({ id, reason, workspace }), shell.io.signal);
      const { decisions, recommendationId } = erased;
      const also = recommendationId === null ? '' : `, and ${recommendationId} with its probes`;
      await printAnswer(shell, flags, erased, outlined(`${decisions.length} decisions were erased${also}.`));
    });
}

interface PruneFlags extends StoreFlags {
  readonly before: number;
  readonly reason: string;
}

function addPrune(audit: Command, shell: Shell): void {
  const command = audit
    .command('prune')
    .summary('take the oldest entries of a trail away')
    .description(
      'Takes entries away that are older than a time, up to the last signed note before it: notes of more than an hour ago are an hour apart. What is left is verified from what an entry keeps of them. Export the trail first: nothing else has them.',
    )
    .addOption(
      new Option('--before <time>', 'entries from this time on stay: a date, a time, or how long ago (730d)')
        .argParser(parseMoment)
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why; it stays on record')
    .option('--workspace <name>', 'whose trail (default: default)')
    .option('--service', 'the trail of the service itself: starts, stops, keys');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(['sextant audit prune --before 730d --reason "two years"', 'what is older than two years']),
    )
    .action(async (flags: PruneFlags) => {
      const { before, reason, workspace, service } = flags;
      const { verbs } = await openVerbs(shell, flags);
      const pruned = await untilAborted(verbs.trail.prune({ before, reason, workspace, service }), shell.io.signal);
      const said =
        pruned.pruned === 0
          ? 'No entry goes: none is older, or no signed note is.'
          : `${pruned.pruned} entries went; the trail begins at ${pruned.upTo + 1}.`;
      await printAnswer(shell, flags, pruned, outlined(said));
    });
}

function addRotateKey(audit: Command, shell: Shell): void {
  const command = audit
    .command('rotate-key')
    .summary('sign with another key from now on')
    .description(
      'Signs every trail with the old key, and makes another in its place. The old one stays beside it under another name: remove it, or lock it away. Tell whoever verifies the new public key.',
    );
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant audit rotate-key', 'SEXTANT_AUDIT_KEY says where the key lies']))
    .action(async (flags: StoreFlags) => {
      const { rotateAuditKey } = await import('../../decide/rotate-audit-key.js');
      const rotation = await untilAborted(
        besideServer(
          rotateAuditKey(await contextOf(flags, shell)),
          'No server changes its key: stop it, do this, and start it again.',
        ),
        shell.io.signal,
      );
      const { publicKey, before, retired } = rotation;
      const said = [
        `${publicKey} signs from now on, no longer ${before}.`,
        `The old private key is ${retired}: remove it, or lock it away.`,
      ];
      await printAnswer(shell, flags, rotation, outlined(...said));
    });
}

/** What no server does for a command: where one holds the folder, the hint says what to do instead. */
const besideServer = <T>(work: Promise<T>, hint: string): Promise<T> =>
  work.catch((error: unknown) => {
    const isServer = error instanceof SextantError && error.code === 'store_locked' && 'url' in error.fields;
    throw isServer ? new SextantError(error.code, error.message, { hint, fields: error.fields, cause: error }) : error;
  });

async function contextOf({ dataDir, workspace, service }: StoreFlags, { compose }: Shell): Promise<Context> {
  const { context } = compose({ flags: { dataDirectory: dataDir } });
  const { ofService } = await import('../../decide/audit.js');
  if (service) return ofService(context);
  const { inWorkspace } = await import('../../decide/keys.js');
  return workspace === undefined ? context : inWorkspace(context, workspace);
}
