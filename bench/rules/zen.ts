import { ZenEngine } from '@gorules/zen-engine';
import { compileRule } from '../../dist/advise/compile.js';
import type { NormalForm } from '../../dist/advise/conditions.js';
import { isDiagnosisRule } from '../../dist/advise/diagnose.js';
import { byPriority } from '../../dist/advise/precedence.js';
import type { Leaf, Rule, RuleSet } from '../../dist/advise/schema.js';
import type { FactValue } from '../../dist/profile/facts.js';
import type { Base } from './base.js';
import type { Case } from './cases.js';
import type { Decider } from './contender.js';

/** A JDM decision table: a row is a rule, its one cell the whole condition, its output the rule's id. Every row is tried. */
interface TableNode {
  readonly id: string;
  readonly name: string;
  readonly type: 'decisionTableNode';
  readonly content: object;
}

/** All rules in one table, the least that the engine can be asked for: no table decides a slot. */
export const createZenTable = ({ ruleSet }: Base): Decider =>
  decider('ZEN Engine, one table', [tableOf('all', byPriority(ruleSet.rules), ruleSet)]);

/** A table for each slot, highest priority first, and one for the diagnosis rules: the base as its authors would draw it. */
export function createZenTables({ ruleSet }: Base): Decider {
  const tables = new Map<string, Rule[]>();
  for (const rule of byPriority(ruleSet.rules)) {
    const name = isDiagnosisRule(rule) ? 'diagnosis' : rule.slot;
    tables.set(name, [...(tables.get(name) ?? []), rule]);
  }
  const nodes = [...tables].map(([name, rules]) => tableOf(name, rules, ruleSet));
  return decider('ZEN Engine, a table a slot', nodes);
}

function decider(name: string, tables: readonly TableNode[]): Decider {
  const decision = new ZenEngine().createDecision(graphOf(tables));
  const contexts = new Map<Case, object>();
  return {
    name,
    run: async (one) => {
      const answer = await decision.evaluate(contextOf(one, contexts), { trace: true });
      return { fired: () => firedIn(answer.result) };
    },
  };
}

/** The engine types a result as anything; the tables say what it is: the rows that hold, by table. */
function firedIn(result: unknown): string[] {
  const tables = result as Readonly<Record<string, readonly { readonly rule: string }[]>>;
  return Object.values(tables).flatMap((rows) => rows.map(({ rule }) => rule));
}

/** Facts as the engine reads them: `target.type` is a part of `target`. Made once a case, in the rounds that warm up. */
function contextOf(one: Case, made: Map<Case, object>): object {
  const known = made.get(one);
  if (known !== undefined) return known;
  const context: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(one.facts)) place(context, name.split('.'), shortened(value));
  made.set(one, context);
  return context;
}

/** The engine counts in decimals of at most 28 places and ends the process at a number that needs more. */
const shortened = (value: FactValue): FactValue => (typeof value === 'number' ? Number(value.toFixed(15)) : value);

function place(into: Record<string, unknown>, [part = '', ...deeper]: readonly string[], value: unknown): void {
  if (deeper.length === 0) into[part] = value;
  else place((into[part] ??= {}) as Record<string, unknown>, deeper, value);
}

function graphOf(tables: readonly TableNode[]): object {
  const ends = [
    { id: 'facts', name: 'facts', type: 'inputNode' },
    { id: 'fired', name: 'fired', type: 'outputNode' },
  ];
  const edges = tables.flatMap(({ id }) => [
    { id: `to-${id}`, type: 'edge', sourceId: 'facts', targetId: id },
    { id: `from-${id}`, type: 'edge', sourceId: id, targetId: 'fired' },
  ]);
  return { nodes: [...ends, ...tables], edges };
}

function tableOf(name: string, rules: readonly Rule[], ruleSet: RuleSet): TableNode {
  const rows = rules.map((rule) => {
    const { form } = compileRule(rule, ruleSet);
    return { _id: rule.id, when: form === null ? '' : conditionOf(form), rule: JSON.stringify(rule.id) };
  });
  const content = {
    hitPolicy: 'collect',
    inputs: [{ id: 'when', name: 'when' }],
    outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
    rules: rows,
    outputPath: name,
  };
  return { id: name, name, type: 'decisionTableNode', content };
}

function conditionOf(form: NormalForm): string {
  if ('all' in form) return `(${form.all.map(conditionOf).join(' and ')})`;
  if ('any' in form) return `(${form.any.map(conditionOf).join(' or ')})`;
  return comparisonOf(form);
}

const signs = {
  equal: '==',
  notEqual: '!=',
  in: 'in',
  notIn: 'not in',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
} as const;

/** A missing fact is null, equal to no constant and in no list; any other comparison with it fails or does not say false. */
function comparisonOf({ fact, operator, value }: Leaf): string {
  if (operator === 'known') return `${fact} ${value === true ? '!=' : '=='} null`;
  const comparison = `${fact} ${signs[operator]} ${JSON.stringify(value)}`;
  return operator === 'equal' || operator === 'in' ? comparison : `(${fact} != null and ${comparison})`;
}
