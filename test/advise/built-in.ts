import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createAdvisor } from '../../src/advise/advise.js';
import { loadRuleSet } from '../../src/advise/load.js';
import { profileSchema } from '../../src/profile/schema.js';
import { evidenceSchema } from '../../src/settings/evidence.js';
import { settingsSchema } from '../../src/settings/slots.js';

/** The rules that are shipped, loaded once a test file. */
export const rulesDirectory = fileURLToPath(new URL('../../rules/', import.meta.url));
export const builtIn = await loadRuleSet(rulesDirectory);
export const advisor = createAdvisor(builtIn);

const caseSchema = z.strictObject({
  note: z.string().min(1),
  profile: profileSchema,
  /** Slots that the caller fixes. */
  settings: settingsSchema.partial().optional(),
  /** With evidence `expect` names diagnosis rules: the value each proposes, `null` for none. Without it names slots. */
  evidence: evidenceSchema.optional(),
  expect: z.record(z.string(), z.json()),
});
export type RuleCase = z.infer<typeof caseSchema>;

export const caseFiles: readonly string[] = readdirSync(rulesDirectory).filter((name) => name.endsWith('.test.json'));
export const casesIn = (file: string): RuleCase[] =>
  z
    .array(caseSchema)
    .min(1)
    .parse(JSON.parse(readFileSync(`${rulesDirectory}/${file}`, 'utf8')));
