import type { Command } from 'commander';
import type { RuleCaseFile } from '../../../advise/cases.js';
import type { Coverage } from '../../../advise/coverage.js';
import type { RuleSet } from '../../../advise/schema.js';
import { asSextantError } from '../../../errors.js';
import { exitUsage } from '../../exit-codes.js';
import { addAnswerOptions, examples } from '../../options.js';
import { printAnswer } from '../../print-answer.js';
import { type Item, outlined } from '../../render/outline.js';
import type { AnswerFlags, Shell } from '../../shell.js';
import { builtIn, folderOf, loadNamed, overlayOption } from './rule-set.js';

interface TestFlags extends AnswerFlags {
  readonly overlay?: true;
  readonly coverage?: true;
}

interface Failure {
  readonly file: string;
  readonly note: string;
  readonly problems: readonly string[];
}

export function addRulesTest(rules: Command, shell: Shell): void {
  const command = rules
    .command('test')
    .summary('replay the cases beside the rules')
    .description(
      'Replays the cases (<topic>.test.json) of a set of rules. Exit code 2 when one fails, or when the coverage that was asked for is not whole.',
    )
    .argument('[folder]', 'folder of rules', builtIn)
    .addOption(overlayOption())
    .option(
      '--coverage',
      'also tell comparisons that no case sees true or false, and rules whose loss or change no case notices',
    );
  addAnswerOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant rules test my-rules --overlay', 'the cases beside your own rules'],
        ['sextant rules test --coverage', 'and what no case would notice'],
      ),
    )
    .action((folder: string, flags: TestFlags) => test(folder, flags, shell));
}

async function test(folder: string, flags: TestFlags, shell: Shell): Promise<void> {
  const ruleSet = await loadNamed(folder, flags);
  const { loadCases } = await import('../../../advise/cases.js');
  const files = await loadCases(folderOf(folder));
  const cases = files.flatMap((file) => file.cases);
  const failures = await replay(ruleSet, files);
  const covered = flags.coverage && failures.length === 0 ? await coverageOf(ruleSet, files) : undefined;
  const gaps = covered ? covered.unseen.length + covered.survivors.length : 0;
  if (failures.length > 0 || gaps > 0) shell.exitWith(exitUsage);
  const items: Item[] = [
    ...failures.map(({ file, note, problems }) => ({ text: `${file}: ${note}`, below: problems })),
    ...(covered ? coverageLines(covered) : []),
    `${cases.length - failures.length} passed, ${failures.length} failed`,
  ];
  const answer = { cases: cases.length, failures, ...(covered && { coverage: covered }) };
  await printAnswer(shell, flags, answer, outlined(...items));
}

async function replay(ruleSet: RuleSet, files: readonly RuleCaseFile[]): Promise<Failure[]> {
  const [{ createAdvisor }, { replayCase }] = await Promise.all([
    import('../../../advise/advise.js'),
    import('../../../advise/cases.js'),
  ]);
  const advisor = createAdvisor(ruleSet);
  const failures: Failure[] = [];
  for (const { file, cases } of files) {
    for (const one of cases) {
      const problems = await replayCase(advisor, one).then(
        ({ mismatches }) =>
          mismatches.map(
            ({ name, expected, actual }) =>
              `${name}: expected ${JSON.stringify(expected)}, came out as ${JSON.stringify(actual)}`,
          ),
        (error: unknown) => [asSextantError(error).message],
      );
      if (problems.length > 0) failures.push({ file, note: one.note, problems });
    }
  }
  return failures;
}

async function coverageOf(ruleSet: RuleSet, files: readonly RuleCaseFile[]): Promise<Coverage> {
  const coverage = await import('../../../advise/coverage.js');
  return coverage.coverageOf(
    ruleSet,
    files.flatMap(({ cases }) => cases),
  );
}

const share = (covered: number, all: number): string => `${all === 0 ? 100 : Math.floor((100 * covered) / all)} %`;

function coverageLines({ leaves, unseen, mutants, survivors }: Coverage): string[] {
  const halves = 2 * leaves;
  return [
    ...unseen.map(({ owner, path, never }) => `${owner}${path}: no case sees this comparison ${never}`),
    ...survivors.map(({ owner, path }) =>
      path === undefined
        ? `${owner}: no case notices when this rule is removed`
        : `${owner}${path}: no case notices when this comparison is negated`,
    ),
    `comparisons seen true and false: ${share(halves - unseen.length, halves)} of ${leaves}`,
    `changes noticed: ${share(mutants - survivors.length, mutants)} of ${mutants}`,
  ];
}
