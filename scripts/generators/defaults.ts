import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createAdvisor } from '../../src/advise/advise.js';
import { loadRuleSet } from '../../src/advise/load.js';
import { profileSchema } from '../../src/profile/schema.js';
import type { Case } from './defaults/case.js';
import { defaultsPage } from './defaults/page.js';

const root = join(import.meta.dirname, '../..');
const profiles = join(root, 'docs/profiles');

/** What the rules recommend for the profiles in docs/profiles, beside the defaults of other tools. */
export async function files(): Promise<Record<string, string>> {
  const advisor = createAdvisor(await loadRuleSet(join(root, 'rules')));
  const cases = await Promise.all(
    readdirSync(profiles)
      .filter((file) => file.endsWith('.json'))
      .map(async (file): Promise<Case> => {
        const profile = profileSchema.parse(JSON.parse(readFileSync(join(profiles, file), 'utf8')));
        const advice = await advisor.advise(profile);
        const { task } = advice.settings;
        if (task === null) throw new Error(`${file}: the rules decide no task`);
        return { name: basename(file, '.json'), profile, task, advice };
      }),
  );
  return { 'docs/defaults.md': defaultsPage(cases.toSorted((a, b) => a.profile.rows - b.profile.rows)) };
}
