import { createHash } from 'node:crypto';
import { canonicalize } from '../canonical-json.js';
import type { Condition, Rule } from './schema.js';

export interface RuleSetContent {
  readonly name: string;
  readonly version: string;
  readonly extends?: string | undefined;
  readonly conditions: Readonly<Record<string, Condition>>;
  readonly rules: readonly Rule[];
}

/**
 * The canonical JSON (RFC 8785) of a rule set with its rules sorted by id: what its hash covers, and what is kept of it.
 * Cases beside the rules, and which file a rule is in, are not part of it.
 */
export function canonicalRuleSet({ name, version, extends: base, conditions, rules }: RuleSetContent): string {
  return canonicalize({ name, version, extends: base, conditions, rules: sortById(rules) });
}

/** By UTF-16 code units, so that every machine sorts alike. */
export const sortById = (rules: readonly Rule[]): Rule[] =>
  rules.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** SHA-256, lower-case hex. */
export const hashRuleSet = (content: RuleSetContent): string =>
  createHash('sha256').update(canonicalRuleSet(content), 'utf8').digest('hex');
