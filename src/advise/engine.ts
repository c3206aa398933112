import { Engine, type EngineResult, Fact, Operator } from 'json-rules-engine';
import { SextantError } from '../errors.js';
import type { Facts, FactValue } from '../profile/facts.js';
import type { CompiledRule, Evaluate, RuleResult } from './compile.js';
import type { LeafResult } from './conditions.js';
import { operatorTable, outcomeOf } from './operators.js';
import { type Leaf, operators } from './schema.js';

/**
 * json-rules-engine for one fixed set of rules. Overlapping runs of one Engine skip rules without an error, so calls
 * wait for each other; runs of different evaluators do not.
 */
export function createEngineEvaluator(rules: readonly CompiledRule[]): Evaluate {
  const engine = createEngine(rules);
  const names = [...new Set(rules.flatMap(({ leaves }) => leaves.map(({ fact }) => fact)))];
  const run = async (facts: Facts): Promise<readonly RuleResult[]> => {
    const given = names.filter((name) => facts[name] !== undefined);
    return resultsOf(
      rules,
      await engine.run(Object.fromEntries(given.map((name) => [name, factOf(name, facts[name])]))),
    );
  };
  let last: Promise<unknown> = Promise.resolve();
  return (facts) => {
    const next = last.then(() => run(facts));
    last = next.catch(() => undefined);
    return next;
  };
}

/** Constant facts need no cache, and its key (a hash of name and parameters) costs more than the comparison. */
const factOf = (name: string, value: FactValue): Fact => new Fact(name, value, { cache: false });

function createEngine(rules: readonly CompiledRule[]): Engine {
  const engine = new Engine([], {
    allowUndefinedFacts: true,
    // Conditions have no `path`; the default resolver evaluates JSONPath expressions and must never be reached.
    pathResolver: (_value, path) => {
      throw new SextantError('internal', `A rule asked for the path ${path}; rules read facts by name only.`);
    },
  });
  for (const name of operators) {
    const { accepts, holds } = operatorTable[name];
    engine.addOperator(new Operator<FactValue, Leaf['value']>(name, holds, accepts));
  }
  for (const { rule, form } of rules) {
    // An empty `all` is true: a rule without `when` always applies.
    engine.addRule({ name: rule.id, conditions: { all: form === null ? [] : [form] }, event: { type: rule.id } });
  }
  return engine;
}

function resultsOf(rules: readonly CompiledRule[], { results, failureResults }: EngineResult): RuleResult[] {
  const byName = new Map([...results, ...failureResults].map((result) => [result.name, result]));
  if (byName.size !== rules.length || results.length + failureResults.length !== rules.length) {
    throw new SextantError('internal', `The rules engine answered for ${byName.size} of ${rules.length} rules.`);
  }
  return rules.map((compiled) => {
    const result = byName.get(compiled.rule.id);
    if (result === undefined) throw new SextantError('internal', `The rules engine lost ${compiled.rule.id}.`);
    return { compiled, fired: result.result === true, leaves: leafResults(compiled, result.conditions) };
  });
}

/** A node of the engine's result tree. Its own type says less: nested nodes are not exported. */
interface ResultNode {
  readonly all?: readonly ResultNode[];
  readonly any?: readonly ResultNode[];
  readonly result?: boolean;
  readonly factResult?: unknown;
}

function leafResults({ form, leaves }: CompiledRule, root: object): LeafResult[] {
  if (form === null) return [];
  const nodes = flatten(root);
  return leaves.map((leaf, index) => {
    const node = nodes[index];
    if (node?.result === undefined) return { outcome: 'not_evaluated', actual: undefined };
    const actual = asFactValue(node.factResult);
    return { outcome: outcomeOf(leaf, actual, node.result), actual };
  });
}

const flatten = (node: ResultNode): ResultNode[] => (node.all ?? node.any)?.flatMap(flatten) ?? [node];

function asFactValue(value: unknown): FactValue {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return undefined;
}
