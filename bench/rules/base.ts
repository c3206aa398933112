import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isDiagnosisRule } from '../../dist/advise/diagnose.js';
import { loadRuleSet } from '../../dist/advise/load.js';
import type { Rule, RuleSet } from '../../dist/advise/schema.js';

const folder = fileURLToPath(new URL('../../rules/', import.meta.url));

/** Files of rules that together hold about 120 rules: what is learned, the network, and its training. */
const mainTopics = ['task', 'loss', 'optimizer', 'architecture', 'schedule'];

/** Rules to decide by, and whether the rules that answer evidence are among them. */
export interface Base {
  readonly name: string;
  readonly ruleSet: RuleSet;
  readonly diagnoses: boolean;
}

const isListed = (rules: readonly Pick<Rule, 'id'>[], { id }: Rule): boolean => rules.some((one) => one.id === id);

/** The rules as shipped, and those of the main topics. */
export async function loadBases(): Promise<readonly [whole: Base, part: Base]> {
  const ruleSet = await loadRuleSet(folder);
  const topics = await Promise.all(mainTopics.map((topic) => readFile(`${folder}${topic}.json`, 'utf8')));
  const listed = topics.flatMap((text): Pick<Rule, 'id'>[] => JSON.parse(text) as Pick<Rule, 'id'>[]);
  const rules = ruleSet.rules.filter((rule) => isListed(listed, rule) && !isDiagnosisRule(rule));
  return [
    { name: `all ${ruleSet.rules.length} rules: advice, then diagnosis`, ruleSet, diagnoses: true },
    {
      name: `${rules.length} rules (${mainTopics.join(', ')}): advice`,
      ruleSet: { ...ruleSet, rules },
      diagnoses: false,
    },
  ];
}
