import { fileURLToPath } from 'node:url';
import { createAdvisor } from '../../src/advise/advise.js';
import { loadCases } from '../../src/advise/cases.js';
import { loadRuleSet } from '../../src/advise/load.js';

/** The rules that are shipped and their cases, loaded once a test file. */
export const rulesDirectory = fileURLToPath(new URL('../../rules/', import.meta.url));
export const builtIn = await loadRuleSet(rulesDirectory);
export const advisor = createAdvisor(builtIn);
export const caseFiles = await loadCases(rulesDirectory);
