import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SextantError } from '../errors.js';
import { profileSchema } from '../profile/schema.js';
import { evidenceSchema } from '../settings/evidence.js';
import { type Settings, settingsSchema, type Slot } from '../settings/slots.js';
import type { Advisor } from './advise.js';
import { isRecord } from './expressions.js';
import type { Trace } from './schema.js';

/** Cases of a rule set, in `<topic>.test.json` beside the rules. */
export const ruleCaseSchema = z.strictObject({
  note: z.string().min(1),
  profile: profileSchema,
  /** Slots that the caller fixes. */
  settings: settingsSchema.partial().optional(),
  /** With evidence `expect` names diagnosis rules: the value each proposes, `null` for none. Without it names slots. */
  evidence: evidenceSchema.optional(),
  /** Of an object its named parts are compared, of a list each item. */
  expect: z.record(z.string(), z.json()),
});
export type RuleCase = z.infer<typeof ruleCaseSchema>;

export interface RuleCaseFile {
  readonly file: string;
  readonly cases: readonly RuleCase[];
}

const ENDING = '.test.json';

/** The cases of a folder of rules. Throws `rules_invalid` where a file is not a list of cases, or there is no case at all. */
export async function loadCases(directory: string): Promise<RuleCaseFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(ENDING)).sort();
  const files = await Promise.all(
    names.map(async (file) => ({ file, cases: casesIn(file, await readFile(join(directory, file), 'utf8')) })),
  );
  if (files.length === 0) {
    throw new SextantError('rules_invalid', `There are no cases in ${directory}.`, {
      hint: `Write some into a file whose name ends with ${ENDING}.`,
    });
  }
  return files;
}

function casesIn(file: string, text: string): RuleCase[] {
  try {
    return z.array(ruleCaseSchema).min(1).parse(JSON.parse(text));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new SextantError('rules_invalid', `${file} is not a list of cases: ${detail}`, {
      hint: 'A case has note, profile, expect, and if need be settings and evidence.',
      cause,
    });
  }
}

/** What a case expects and did not get. */
export interface Mismatch {
  /** A slot, or a diagnosis rule. */
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface Replay {
  readonly mismatches: readonly Mismatch[];
  /** Of the advice, then of the diagnosis. */
  readonly traces: readonly Trace[];
  /** What each name in `expect` came out as. */
  readonly actual: Readonly<Record<string, unknown>>;
}

/** Asks for the advice of a case, or its diagnosis, and compares. Throws what the advisor throws. */
export async function replayCase(advisor: Advisor, one: RuleCase): Promise<Replay> {
  const { profile, evidence, expect } = one;
  const advice = await advisor.advise(profile, fixedOf(one));
  const diagnosed = evidence && (await advisor.diagnose({ profile, settings: advice.settings, evidence }));
  const actualOf = (name: string): unknown =>
    diagnosed
      ? (diagnosed.diagnoses.find(({ ruleId }) => ruleId === name)?.value ?? null)
      : advice.settings[name as Slot];
  const actual = Object.fromEntries(Object.keys(expect).map((name) => [name, actualOf(name)]));
  const mismatches = Object.entries(expect)
    .filter(([name, expected]) => !agrees(expected, actual[name]))
    .map(([name, expected]) => ({ name, expected, actual: actual[name] }));
  return { mismatches, traces: [advice.trace, ...(diagnosed ? [diagnosed.trace] : [])], actual };
}

/** exactOptionalPropertyTypes: a parsed case may spell out `undefined`. */
function fixedOf({ settings = {} }: RuleCase): Partial<Settings> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Settings>;
}

/** Computed numbers may differ by rounding. */
const TOLERANCE = 1e-9;

function agrees(expected: unknown, actual: unknown): boolean {
  if (typeof expected === 'number' && typeof actual === 'number')
    return Math.abs(expected - actual) <= TOLERANCE * Math.max(1, Math.abs(expected));
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) && actual.length === expected.length && expected.every((item, i) => agrees(item, actual[i]))
    );
  if (isRecord(expected))
    return isRecord(actual) && Object.entries(expected).every(([key, part]) => agrees(part, actual[key]));
  return expected === actual;
}
