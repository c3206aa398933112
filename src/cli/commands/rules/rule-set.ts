import { join } from 'node:path';
import { Option } from 'commander';
import type { RuleSet } from '../../../advise/schema.js';
import { packageRoot } from '../../../package-info.js';

/** What the command line calls the rules that are shipped. */
export const builtIn = 'built-in';

export const folderOf = (name: string): string => (name === builtIn ? join(packageRoot, 'rules') : name);

/** The rules of a folder, by themselves or as an overlay on the built-in ones; or the built-in ones. */
export async function loadNamed(name: string, { overlay = false } = {}): Promise<RuleSet> {
  const { loadRuleSet } = await import('../../../advise/load.js');
  return loadRuleSet(folderOf(name), overlay ? await loadRuleSet(folderOf(builtIn)) : undefined);
}

export const overlayOption = (): Option =>
  new Option('--overlay', 'the folder extends the built-in rules; both are taken together');
