import { isDiagnosisRule } from '../advise/diagnose.js';
import { formatValue } from '../advise/explain.js';
import { parseExpression } from '../advise/expressions.js';
import { byPriority } from '../advise/precedence.js';
import type { Condition, Leaf, Rule, RuleSet } from '../advise/schema.js';
import { slotGraph, slotOrder } from '../settings/slot-graph.js';

/** Rules of one slot, or those that read evidence. */
export interface CatalogueSection {
  readonly title: string;
  readonly policy: string;
  readonly rules: readonly Rule[];
}

/** Every rule in the order in which settings are decided; in a slot by priority. */
export function catalogueSections({ rules }: RuleSet): CatalogueSection[] {
  const slotSections = slotOrder.map((slot) => ({
    title: slot,
    policy: policies[slotGraph[slot].hitPolicy],
    rules: byPriority(rules.filter((rule) => rule.slot === slot && !isDiagnosisRule(rule))),
  }));
  const policy = 'Each rule that fires proposes a trial.';
  return [...slotSections, { title: 'After a probe', policy, rules: byPriority(rules.filter(isDiagnosisRule)) }];
}

/** The shared conditions in words, by name. */
export const sharedConditions = ({ conditions }: RuleSet): { key: string; text: string }[] =>
  Object.entries(conditions).map(([key, condition]) => ({ key, text: inWords(condition) }));

/** A rule set for people, as Markdown; every rule has its id as an anchor. */
export function ruleCatalogue(ruleSet: RuleSet): string {
  const { name, version, rules } = ruleSet;
  const sections = catalogueSections(ruleSet).map(({ title, policy, rules: own }) => {
    const heading = title in slotGraph ? `\`${title}\`` : title;
    return [`## ${heading}`, policy, ...own.map((rule) => `<a id="${rule.id}"></a>${ruleEntry(rule)}`)].join('\n\n');
  });
  return [
    '# Rules',
    `${rules.length} rules of the set *${name}* ${version}, in the order in which settings are decided. This page is generated from \`rules/\`; a fact that the profile does not give makes a comparison unknown, and a rule whose condition is not true does not fire. In the reasons \`{{fact}}\` stands for the value of that fact.`,
    ...sections,
    '## Shared conditions',
    sharedConditions(ruleSet)
      .map(({ key, text }) => `- *${key}*: ${text}`)
      .join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

const policies = {
  unique: 'Exactly one rule applies.',
  first: 'The applying rule with the highest priority decides.',
  collect: 'Every rule that applies adds to the list.',
} as const;

/** One rule as Markdown: what it says, when, why, and where that comes from. */
export function ruleEntry({ id, slot, priority, when, recommend, because, source, trials = [] }: Rule): string {
  const prefix = id.startsWith('diagnosis.') ? `${slot}: ` : '';
  const title = [source.title, source.section].filter(Boolean).join(', ');
  return [
    `**${id}** (priority ${priority}): ${prefix}**${valueInWords(recommend)}**`,
    `- When: ${whenInWords(when)}`,
    `- Because: ${because}`,
    `- Source: ${source.url === undefined ? title : `[${title}](${source.url})`}`,
    ...trials.map((trial) => `- To be tried: ${trial.slot} ${valueInWords(trial.value)}. ${trial.because}`),
  ].join('\n');
}

/** A condition in words; `always` where there is none. */
export const whenInWords = (when: Condition | undefined): string => (when === undefined ? 'always' : inWords(when));

const comparisons: Readonly<Record<Exclude<Leaf['operator'], 'known'>, string>> = {
  equal: 'is',
  notEqual: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
};

function inWords(condition: Condition, nested = false): string {
  const join = (parts: readonly Condition[], word: string): string => {
    const text = parts.map((part) => inWords(part, true)).join(` ${word} `);
    return nested && parts.length > 1 ? `(${text})` : text;
  };
  if ('all' in condition) return join(condition.all, 'and');
  if ('any' in condition) return join(condition.any, 'or'); // a word of json-rules-engine's conditions, as `all` is
  if ('not' in condition) return `not ${inWords(condition.not, true)}`;
  if ('condition' in condition) return `*${condition.condition}*`;
  const { fact, operator, value } = condition;
  if (operator === 'known') return `\`${fact}\` is ${value === true ? 'known' : 'not known'}`;
  return `\`${fact}\` ${comparisons[operator]} ${formatValue(value)}`;
}

const signs: Readonly<Record<string, string>> = { add: '+', multiply: 'x', divide: '/', power: '^' };

/** A recommended value, computed ones as a formula. */
export function valueInWords(value: unknown, nested = false): string {
  const expression = parseExpression(value);
  if (expression?.kind === 'read') return expression.fact.replace(/^settings\./, '');
  if (expression?.kind === 'call') {
    const sign = signs[expression.name];
    const parts = expression.arguments.map((argument) => valueInWords(argument, sign !== undefined));
    if (sign === undefined) return `${expression.name}(${parts.join(', ')})`;
    return nested ? `(${parts.join(` ${sign} `)})` : parts.join(` ${sign} `);
  }
  if (Array.isArray(value)) return value.map((part) => valueInWords(part)).join(', ');
  if (typeof value !== 'object' || value === null) return formatValue(value);
  return Object.entries(value)
    .map(([part, of]) => `${part} ${valueInWords(of)}`)
    .join(', ');
}
