import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SextantError } from '../errors.js';
import { over, problemsIn, ruleSetOf } from './assemble.js';
import { type Finding, rulesInvalid } from './findings.js';
import type { RuleSetContent } from './hash.js';
import { lintRuleSet } from './lint.js';
import { conditionSchema, manifestSchema, type Rule, ruleSchema, type RuleSet } from './schema.js';

const MANIFEST = 'manifest.json';
const CONDITIONS = 'conditions.json';

/**
 * Reads a folder of rules: `manifest.json`, `conditions.json` (may be absent) and every other `*.json` but the cases
 * (`*.test.json`). With a `base` the folder is an overlay: its rules go before those of the base, and are checked together with
 * them. Throws `rules_invalid` with all that is wrong: files, rule ids, what, and how to mend it.
 */
export async function loadRuleSet(directory: string, base?: RuleSet): Promise<RuleSet> {
  const { content: own, fileOf } = await readRuleFolder(directory);
  const { content, findings: clashes } =
    base === undefined ? alone(own) : over(base, own, { manifest: MANIFEST, conditions: CONDITIONS });
  if (clashes.length > 0) throw rulesInvalid(directory, clashes);
  const linted = lintRuleSet(content).map((finding) => ({
    ...fileField(fileOf.get(finding.ruleId ?? '')),
    ...finding,
  }));
  if (linted.length > 0) throw rulesInvalid(directory, linted);
  return ruleSetOf(content);
}

export interface RuleFolder {
  readonly content: RuleSetContent;
  /** In which file a rule stands, by its id. */
  readonly fileOf: ReadonlyMap<string, string>;
}

/** What the files of a folder say, each by itself: whether the rules are sound together is not looked at. Throws `rules_invalid`. */
export async function readRuleFolder(directory: string): Promise<RuleFolder> {
  const names = (await listFiles(directory)).filter((name) => name.endsWith('.json') && !name.endsWith('.test.json'));
  const findings: Finding[] = [];
  const contents = await Promise.all(
    names.sort().map(async (name) => [name, await readJson(directory, name, findings)] as const),
  );
  const files = new Map<string, unknown>(contents);
  if (findings.length > 0) throw rulesInvalid(directory, findings);
  const manifest = check(MANIFEST, manifestSchema, files.get(MANIFEST), findings);
  const conditions = check(
    CONDITIONS,
    z.record(z.string().min(1), conditionSchema),
    files.get(CONDITIONS) ?? {},
    findings,
  );
  const topics = names.filter((name) => name !== MANIFEST && name !== CONDITIONS);
  const located = topics.flatMap((file) => rulesOf(file, files.get(file), findings).map((rule) => ({ rule, file })));
  if (manifest === undefined || conditions === undefined || findings.length > 0)
    throw rulesInvalid(directory, findings);
  return {
    content: { ...manifest, conditions, rules: located.map(({ rule }) => rule) },
    fileOf: new Map(located.map(({ rule, file }) => [rule.id, file])),
  };
}

const alone = (content: RuleSetContent): { content: RuleSetContent; findings: Finding[] } => ({
  content,
  findings: [],
});

const fileField = (file: string | undefined): Pick<Finding, 'file'> => (file === undefined ? {} : { file });

async function listFiles(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw new SextantError('rules_invalid', `The folder of rules ${directory} cannot be read.`, {
      hint: 'Name a folder that holds manifest.json and the rules.',
      cause,
    });
  }
}

async function readJson(directory: string, file: string, findings: Finding[]): Promise<unknown> {
  try {
    const content: unknown = JSON.parse(await readFile(join(directory, file), 'utf8'));
    return content;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    findings.push({ file, problem: `is not JSON: ${detail}.`, fix: 'Correct the text at that place.' });
    return undefined;
  }
}

function check<T>(file: string, schema: z.ZodType<T>, content: unknown, findings: Finding[]): T | undefined {
  if (content === undefined) {
    findings.push({ file, problem: 'is missing.', fix: 'Add it, with name and version of the rule set.' });
    return undefined;
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  findings.push({ file, problem: `${problemsOf(parsed.error)}.`, fix: 'Write what the schema of rules allows.' });
  return undefined;
}

function rulesOf(file: string, content: unknown, findings: Finding[]): Rule[] {
  if (!Array.isArray(content)) {
    findings.push({ file, problem: 'is not a list.', fix: 'Put the rules into one list.' });
    return [];
  }
  return content.flatMap((item: unknown, index) => {
    const parsed = ruleSchema.safeParse(item);
    if (parsed.success) return [parsed.data];
    const ruleId = idOf(item) ?? `rule ${index + 1}`;
    findings.push({
      file,
      ruleId,
      problem: `${problemsOf(parsed.error)}.`,
      fix: 'Write what the schema of rules allows.',
    });
    return [];
  });
}

function idOf(item: unknown): string | undefined {
  const parsed = z.looseObject({ id: z.string() }).safeParse(item);
  return parsed.success ? parsed.data.id : undefined;
}

const problemsOf = (error: z.ZodError): string =>
  problemsIn(error)
    .map(({ path, message }) => `${path.length === 0 ? 'the whole' : path.join('.')}: ${message}`)
    .join('; ');
