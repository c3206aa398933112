import { z } from 'zod';
import { pointerOf } from '../issues.js';
import { over, type Places, problemsIn, ruleSetOf } from './assemble.js';
import { countComparisons, MOST_COMPARISONS } from './comparisons.js';
import type { Finding } from './findings.js';
import type { RuleSetContent } from './hash.js';
import { lintRuleSet } from './lint.js';
import { conditionSchema, manifestSchema, ruleSchema, type RuleSet } from './schema.js';

/** What `extends` says of an overlay on the rules that are shipped, whichever these are. */
export const BUILT_IN = 'built-in';

/** A rule set as one object: what a folder of rules has in its files. With `extends` it is an overlay. */
export const uploadSchema = manifestSchema.extend({
  extends: z.union([z.literal(BUILT_IN), z.string().regex(/^[0-9a-f]{64}$/)]).optional(),
  conditions: z.record(z.string().regex(/^[a-zA-Z][\w-]{0,99}$/), conditionSchema).default({}),
  rules: z.array(ruleSchema).min(1).max(1000),
});

/** One thing wrong, and the JSON pointer (RFC 6901) of its place. */
export interface UploadFinding {
  readonly pointer: string;
  readonly message: string;
}

export type ReadUpload = { readonly ruleSet: RuleSet } | { readonly findings: readonly UploadFinding[] };

const places: Places = { manifest: '/extends', conditions: '/conditions' };

/** The rule set that an upload is, an overlay together with the base; or all that is wrong with it, short of a proof. */
export function readUpload(upload: unknown, base: RuleSet): ReadUpload {
  const parsed = uploadSchema.safeParse(upload);
  if (!parsed.success) {
    const findings = problemsIn(parsed.error).map(({ path, message }) => ({ pointer: pointerOf(path), message }));
    return { findings };
  }
  const { extends: extended, ...own } = parsed.data;
  const named = extended === BUILT_IN ? {} : { extends: extended };
  const { content, findings } =
    extended === undefined ? { content: own, findings: [] } : over(base, { ...own, ...named }, places);
  if (findings.length > 0) return { findings: findings.map((finding) => located(finding, own)) };
  const count = countComparisons(content);
  if (count > MOST_COMPARISONS) return { findings: [tooMany(count)] };
  const linted = lintRuleSet(content);
  if (linted.length > 0) return { findings: linted.map((finding) => located(finding, own)) };
  return { ruleSet: ruleSetOf(content) };
}

const tooMany = (count: number): UploadFinding => ({
  pointer: '',
  message: `the rules make ${count} comparisons, shared conditions counted wherever they stand, and ${MOST_COMPARISONS} are the most.`,
});

const SHARED = 'condition ';

/** A finding at its rule or its shared condition; one about a rule of the base belongs to the whole. */
function located({ file, ruleId = '', problem, fix }: Finding, { rules }: RuleSetContent): UploadFinding {
  const message = `${ruleId === '' ? '' : `${ruleId}: `}${problem} ${fix}`;
  if (file !== undefined) return { pointer: file, message };
  if (ruleId.startsWith(SHARED)) return { pointer: pointerOf(['conditions', ruleId.slice(SHARED.length)]), message };
  const index = rules.findLastIndex(({ id }) => id === ruleId);
  return { pointer: index < 0 ? '' : pointerOf(['rules', index]), message };
}
