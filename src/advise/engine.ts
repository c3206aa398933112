import { Engine, type EngineResult, Fact, Operator, type TopLevelCondition } from 'json-rules-engine';
import { SextantError } from '../errors.js';
import type { Facts, FactValue } from '../profile/facts.js';
import { type CompiledRule, type Evaluate, traceOf } from './compile.js';
import { leavesOf, type NormalForm } from './conditions.js';
import { operatorTable, outcomeOf } from './operators.js';
import { type Leaf, operators, type Outcome, type RuleTrace } from './schema.js';

/**
 * json-rules-engine for a fixed set of rules. What it answers for a rule, and so what is traced of it, is a pure function of
 * the outcomes of the rule's comparisons. These are made here, by the functions that the library is given too, and each pattern
 * of them is traced once: in the steady state of a service the library is hardly asked.
 */
export function createEngineEvaluator(rules: readonly CompiledRule[]): Evaluate {
  const runs = rules.map(createRun);
  return (facts) => {
    const traces = runs.map((run) => run(facts));
    return traces.every(isKnown) ? traces : Promise.all(traces.map(async (trace) => trace));
  };
}

const isKnown = (trace: RuleTrace | Promise<RuleTrace>): trace is RuleTrace => !(trace instanceof Promise);

type Run = (facts: Facts) => RuleTrace | Promise<RuleTrace>;

function createRun(compiled: CompiledRule): Run {
  const { form, leaves } = compiled;
  if (form === null) {
    const always = traceOf(compiled, true, []);
    return () => always;
  }
  const traces = new Map<number, RuleTrace>();
  const ask = createAsk(compiled);
  const isNeeded = neededOf(form);
  return (facts) => {
    const pattern = patternOf(leaves, facts);
    const known = traces.get(pattern);
    if (known !== undefined) return known;
    const outcomes = leaves.map((leaf) => compare(leaf, facts));
    // A rule of which a needed comparison does not hold cannot fire, so the library need not be asked about it.
    if (outcomes.some((outcome, index) => isNeeded[index] && outcome !== 'true'))
      return keep(traces, pattern, traceOf(compiled, false, outcomes));
    return ask(facts, outcomes).then(({ fired, evaluated }) =>
      keep(traces, pattern, traceOf(compiled, fired, evaluated)),
    );
  };
}

function compare({ fact, operator, value }: Leaf, facts: Facts): Outcome {
  const actual = facts[fact];
  const { accepts, holds } = operatorTable[operator];
  return outcomeOf(operator, actual, accepts(actual) && holds(actual, value));
}

/** For each leaf whether it must hold, because nothing but `all` is above it. */
function neededOf(form: NormalForm): boolean[] {
  if ('all' in form) return form.all.flatMap(neededOf);
  return leavesOf(form).map(() => !('any' in form));
}

const digits: Readonly<Record<Outcome, number>> = { false: 0, true: 1, unknown: 2, not_evaluated: 0 };

/** The outcomes of the leaves as the digits of one number; of more than 33 leaves it may be too large to be exact. */
function patternOf(leaves: readonly Leaf[], facts: Facts): number {
  let pattern = 0;
  for (const leaf of leaves) pattern = 3 * pattern + digits[compare(leaf, facts)];
  return pattern;
}

/**
 * Patterns that are kept of one rule; when they are more, all are forgotten and gathered anew. Random profiles show nine rules
 * in ten fewer than 20 patterns, those for the task thousands: with this bound 3.6 patterns a decision are new over 10,000 profiles,
 * and the library is asked 0.15 times a decision. Profiles made to fill it for every rule would take about 5 MB.
 */
const MOST_PATTERNS = 512;

function keep(traces: Map<number, RuleTrace>, pattern: number, trace: RuleTrace): RuleTrace {
  if (!Number.isSafeInteger(pattern)) return trace;
  if (traces.size >= MOST_PATTERNS) traces.clear();
  traces.set(pattern, trace);
  return trace;
}

/** What the library says of a rule: what came of each leaf, those that it did not evaluate among them. */
interface Answer {
  readonly fired: boolean;
  readonly evaluated: readonly Outcome[];
}
type Ask = (facts: Facts, outcomes: readonly Outcome[]) => Promise<Answer>;

/** Overlapping runs of one Engine skip rules without an error, so calls wait for each other. */
function createAsk(compiled: CompiledRule): Ask {
  const names = [...new Set(compiled.leaves.map(({ fact }) => fact))];
  let engine: Engine | undefined;
  const run: Ask = async (facts, outcomes) => {
    engine ??= createEngine(compiled);
    const given = names.filter((name) => facts[name] !== undefined);
    const result = await engine.run(Object.fromEntries(given.map((name) => [name, factOf(name, facts[name])])));
    return answerOf(compiled, result, outcomes);
  };
  let last: Promise<unknown> = Promise.resolve();
  return (facts, outcomes) => {
    const next = last.then(() => run(facts, outcomes));
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

function answerOf(
  { rule }: CompiledRule,
  { results, failureResults }: EngineResult,
  outcomes: readonly Outcome[],
): Answer {
  const [result, ...others] = [...results, ...failureResults];
  if (result === undefined || others.length > 0) {
    const count = results.length + failureResults.length;
    throw new SextantError('internal', `The rules engine answered ${count} times for ${rule.id}.`);
  }
  const nodes = flatten(result.conditions);
  const evaluated = outcomes.map((outcome, index): Outcome => {
    const holds = nodes[index]?.result;
    if (holds === undefined) return 'not_evaluated';
    if (holds === (outcome === 'true')) return outcome;
    throw new SextantError('internal', `The rules engine compares otherwise than expected in ${rule.id}.`);
  });
  return { fired: result.result === true, evaluated };
}

/** A node of the engine's result tree. Its own type says less: nested nodes are not exported. */
interface ResultNode {
  readonly all?: readonly ResultNode[];
  readonly any?: readonly ResultNode[];
  readonly result?: boolean;
}

/** The comparisons of a tree from left to right. */
function flatten(node: ResultNode, into: ResultNode[] = []): ResultNode[] {
  const parts = node.all ?? node.any; // words of json-rules-engine's results
  if (parts === undefined) into.push(node);
  else for (const part of parts) flatten(part, into);
  return into;
}
