import { SextantError } from '../errors.js';

/**
 * `invalid`: a rule that cannot be used as it is written. `duplicate`: two rules say the same. `conflict`: two rules decide at
 * once. `shadowed`: a rule that never wins. `unreachable`: one that never fires. `gap`: a slot that nobody decides. `unproven`:
 * too many cases to tell.
 */
export type FindingKind = 'invalid' | 'duplicate' | 'conflict' | 'shadowed' | 'unreachable' | 'gap' | 'unproven';

/** One thing wrong with a rule set. */
export interface Finding {
  /** `invalid` unless told. */
  readonly kind?: FindingKind;
  /** Name of the file under the rule set's folder; absent where only the whole set is wrong. */
  readonly file?: string;
  readonly ruleId?: string;
  readonly problem: string;
  /** How to mend it. */
  readonly fix: string;
  /** A profile for which it shows. */
  readonly witness?: unknown;
}

const SHOWN = 8;

export function formatFinding({ file, ruleId, problem, fix, witness }: Finding): string {
  const where = [file, ruleId].filter(Boolean).join(', ');
  const shown = witness === undefined ? '' : ` Seen for ${JSON.stringify(witness)}.`;
  return `${where === '' ? '' : `${where}: `}${problem} ${fix}${shown}`;
}

/** One error for all findings; the first few are in its message, every one in `fields.findings`. */
export function rulesInvalid(directory: string, findings: readonly Finding[]): SextantError {
  const lines = findings.slice(0, SHOWN).map((finding) => `  ${formatFinding(finding)}`);
  const more = findings.length > SHOWN ? [`  and ${findings.length - SHOWN} more`] : [];
  const count = findings.length === 1 ? '1 thing is wrong' : `${findings.length} things are wrong`;
  return new SextantError('rules_invalid', [`${count} with the rules in ${directory}:`, ...lines, ...more].join('\n'), {
    hint: 'Mend the rules, or leave the overlay away to use the built-in ones.',
    fields: { directory, findings: findings.map(formatFinding) },
  });
}
