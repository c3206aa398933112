// Run as a program: loads the built-in rules and lints them, with the sweep over valid profiles.
import { join } from 'node:path';
import { formatFinding } from '../../dist/advise/findings.js';
import { lintThoroughly } from '../../dist/advise/lint.js';
import { loadRuleSet } from '../../dist/advise/load.js';

const ruleSet = await loadRuleSet(join(import.meta.dirname, '../../rules'));
const findings = await lintThoroughly(ruleSet);
for (const finding of findings) console.log(formatFinding(finding));
if (ruleSet.rules.length === 0) console.log('no rule was found in rules/: the check did not work');
process.exitCode = findings.length > 0 || ruleSet.rules.length === 0 ? 1 : 0;
