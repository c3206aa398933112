import type { Command } from 'commander';
import { exitDone, exitFault } from '../exit-codes.js';
import { addCommonOptions, backendOption, examples, rulesOption } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { type CommonFlags, type Shell, untilAborted } from '../shell.js';

interface DoctorFlags extends CommonFlags {
  readonly backend?: string;
  readonly rules?: string;
}

/** A look at the store does not wait for whoever has it. */
const lockWaitSeconds = 1;

export function addDoctor(program: Command, shell: Shell): void {
  const command = program
    .command('doctor')
    .summary('whether everything works here')
    .description(
      'Checks versions, training, reading of files, rules and storage, and says what to mend. Exit code 1 when something is broken.',
    )
    .addOption(rulesOption())
    .addOption(backendOption());
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant doctor', 'exit code 1 when something needed is broken'],
        ['sextant doctor --backend wasm', 'whether another backend loads'],
        ['sextant doctor --json', 'for a bug report'],
      ),
    )
    .action(async (flags: DoctorFlags) => shell.exitWith(await examine(flags, shell)));
}

async function examine(flags: DoctorFlags, shell: Shell): Promise<number> {
  const { io } = shell;
  const application = shell.compose({
    flags: { dataDirectory: flags.dataDir, backend: flags.backend, rules: flags.rules },
    lockWaitSeconds,
  });
  const { examineAll } = await import('../doctor/examine.js');
  const examination = await untilAborted(examineAll(application), io.signal);
  const isHealthy = examination.checks.every(({ status }) => status !== 'broken');
  await printAnswer(shell, flags, { isHealthy, ...examination }, async (options) => {
    const { renderDoctor } = await import('../doctor/render.js');
    return renderDoctor(examination, options);
  });
  return isHealthy ? exitDone : exitFault;
}
