import type { z } from 'zod';
import type { Finding } from './findings.js';
import { hashRuleSet, type RuleSetContent, sortById } from './hash.js';
import type { RuleSet } from './schema.js';

/** Where the parts of a rule set are written: files of a folder, or members of one object. */
export interface Places {
  readonly manifest: string;
  readonly conditions: string;
}

/** An overlay and what it extends as one set. The hash of the base, where the overlay names it, must be that of the base. */
export function over(
  base: RuleSet,
  own: RuleSetContent,
  { manifest, conditions }: Places,
): { readonly content: RuleSetContent; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  if (own.extends !== undefined && own.extends !== base.hash) {
    const problem = `extends the rules ${own.extends}, but those here are ${base.name} ${base.version}, ${base.hash}.`;
    findings.push({ file: manifest, problem, fix: 'Check the overlay against these rules, then correct `extends`.' });
  }
  for (const name of Object.keys(own.conditions).filter((one) => Object.hasOwn(base.conditions, one))) {
    const problem = `the shared condition ${name} is one of ${base.name}.`;
    findings.push({ file: conditions, problem, fix: 'Choose another name.' });
  }
  const content = {
    name: own.name,
    version: own.version,
    extends: base.hash,
    conditions: { ...base.conditions, ...own.conditions },
    rules: [...base.rules, ...own.rules.map((rule) => ({ ...rule, layer: 1 as const }))],
  };
  return { content, findings };
}

/** The rule set of a content that was linted. */
export function ruleSetOf(content: RuleSetContent): RuleSet {
  const { name, version, extends: extended, conditions, rules } = content;
  return {
    name,
    version,
    ...(extended !== undefined && { extends: extended }),
    hash: hashRuleSet(content),
    conditions,
    rules: sortById(rules),
  };
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a schema found wrong. */
export const problemsIn = (error: z.ZodError): Problem[] => error.issues.flatMap((issue) => deepest(issue, []));

/** A condition is one of five forms; of the reports on all five the one with the fewest complaints is what was meant. */
function deepest(issue: z.core.$ZodIssue, outer: readonly PropertyKey[]): Problem[] {
  const path = [...outer, ...issue.path];
  const meant = issue.code === 'invalid_union' ? issue.errors.toSorted((a, b) => a.length - b.length)[0] : undefined;
  if (meant === undefined) return [{ path, message: issue.message }];
  return meant.flatMap((inner) => deepest(inner, path));
}
