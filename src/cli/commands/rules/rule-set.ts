import { join } from 'node:path';
import type { RuleSet } from '../../../advise/schema.js';
import { packageRoot } from '../../../package-info.js';

/** What the command line calls the rules that are shipped. */
export const builtIn = 'built-in';

export const folderOf = (name: string): string => (name === builtIn ? join(packageRoot, 'rules') : name);

/** The rules of a folder, or the built-in ones. */
export async function loadNamed(name: string): Promise<RuleSet> {
  const { loadRuleSet } = await import('../../../advise/load.js');
  return loadRuleSet(folderOf(name));
}
