// Run as a program: checks the direction of imports in src/ by the rules of .dependency-cruiser.cjs.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { isProgram } from '../setup/run.mjs';

const root = join(import.meta.dirname, '../..');

/**
 * @param {string} baseDir folder that holds src/
 * @returns {Promise<{ modules: number, violations: { rule: string, from: string, to: string, advice: string }[] }>}
 */
export async function checkDirection(baseDir) {
  /** @type {import('dependency-cruiser').IConfiguration & { options: object }} */
  const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const tsConfig = extractTSConfig(join(root, 'tsconfig.json'));
  const ruleSet = { forbidden: config.forbidden ?? [] };
  const { output } = await cruise(['src'], { ...config.options, baseDir, ruleSet, validate: true }, undefined, {
    tsConfig,
  });
  if (typeof output === 'string') throw new Error(output);
  const advice = new Map(ruleSet.forbidden.map((rule) => [rule.name, rule.comment ?? '']));
  return {
    modules: output.modules.filter(({ source }) => source.startsWith('src/')).length,
    violations: output.summary.violations.map(({ rule, from, to }) => {
      return { rule: rule.name, from, to, advice: advice.get(rule.name) ?? '' };
    }),
  };
}

if (isProgram(import.meta.url)) {
  const { modules, violations } = await checkDirection(root);
  for (const { rule, from, to, advice } of violations) console.log(`${rule}: ${from} -> ${to}\n  ${advice}`);
  // A compiler that the tool does not know makes it see no module, and then it finds no fault.
  if (modules === 0) console.log('no module was found in src/: the check did not work');
  process.exitCode = violations.length > 0 || modules === 0 ? 1 : 0;
}
