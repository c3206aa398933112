import { Engine, type EngineResult, Fact, Operator, type TopLevelCondition } from 'json-rules-engine';
import { SextantError } from '../errors.js';
import type { Facts, FactValue } from '../profile/facts.js';
import type { CompiledRule, Evaluate, RuleResult } from './compile.js';
import type { LeafResult, NormalForm } from './conditions.js';
import { operatorTable, outcomeOf } from './operators.js';
import { type Leaf, operators } from './schema.js';

/**
 * json-rules-engine for one fixed set of rules. Its cost is in what it hands back: for every rule a deep copy of the conditions.
 * So a rule of which a comparison that it needs does not hold is not handed to it: that rule cannot fire, and its comparisons
 * are made here for the trace. Each rule has an Engine of its own.
 */
export function createEngineEvaluator(rules: readonly CompiledRule[]): Evaluate {
  const runs = rules.map((compiled) => (compiled.form === null ? undefined : createRun(compiled)));
  return async (facts) => {
    const results: RuleResult[] = [];
    for (const [index, compiled] of rules.entries()) {
      const run = runs[index];
      if (run === undefined || compiled.form === null) results.push({ compiled, fired: true, leaves: [] });
      else if (mayFire(compiled.form, facts)) results.push(await run(facts));
      else results.push({ compiled, fired: false, leaves: compiled.leaves.map((leaf) => compare(leaf, facts)) });
    }
    return results;
  };
}

/** Looks at the comparisons that must all hold, and at no others: where one does not, the rule cannot fire. */
function mayFire(form: NormalForm, facts: Facts): boolean {
  const needed = 'all' in form ? form.all : [form];
  return needed.every((part) => 'all' in part || 'any' in part || compare(part, facts).outcome === 'true');
}

function compare(leaf: Leaf, facts: Facts): LeafResult {
  const actual = facts[leaf.fact];
  const { accepts, holds } = operatorTable[leaf.operator];
  return { outcome: outcomeOf(leaf, actual, accepts(actual) && holds(actual, leaf.value)), actual };
}

/** Overlapping runs of one Engine skip rules without an error, so calls wait for each other. */
function createRun(compiled: CompiledRule): (facts: Facts) => Promise<RuleResult> {
  const engine = createEngine(compiled);
  const names = [...new Set(compiled.leaves.map(({ fact }) => fact))];
  const run = async (facts: Facts): Promise<RuleResult> => {
    const given = names.filter((name) => facts[name] !== undefined);
    const answer = await engine.run(Object.fromEntries(given.map((name) => [name, factOf(name, facts[name])])));
    return resultOf(compiled, answer);
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

function createEngine({ rule, form }: CompiledRule): Engine {
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
  engine.addRule({ name: rule.id, conditions: rootOf(form), event: { type: rule.id } });
  return engine;
}

/** The library wants a group at the root; one more than needed would be copied in every run. An empty `all` is true. */
const rootOf = (form: NormalForm | null): TopLevelCondition =>
  form !== null && ('all' in form || 'any' in form) ? form : { all: form === null ? [] : [form] };

function resultOf(compiled: CompiledRule, { results, failureResults }: EngineResult): RuleResult {
  const [result, ...others] = [...results, ...failureResults];
  if (result === undefined || others.length > 0) {
    const count = results.length + failureResults.length;
    throw new SextantError('internal', `The rules engine answered ${count} times for ${compiled.rule.id}.`);
  }
  return { compiled, fired: result.result === true, leaves: leafResults(compiled, result.conditions) };
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

/** The comparisons of a tree from left to right. */
function flatten(node: ResultNode, into: ResultNode[] = []): ResultNode[] {
  const parts = node.all ?? node.any;
  if (parts === undefined) into.push(node);
  else for (const part of parts) flatten(part, into);
  return into;
}

function asFactValue(value: unknown): FactValue {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return undefined;
}
