import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, isRemark, isSlot, type Slot } from '../settings/slots.js';
import { factsKnownWhenTrue } from './conditions.js';
import type { CompiledRule } from './compile.js';
import { isDiagnosisRule } from './diagnose.js';
import { blanksOf } from './explain.js';
import { parseExpression, partsOf } from './expressions.js';
import { factTypes, slotOfFact } from './fact-types.js';
import type { Finding } from './findings.js';
import { sizeFact } from './network-size.js';
import { problemsOfLeaf } from './lint-leaves.js';
import type { Rule } from './schema.js';
import { checkValue } from './slot-values.js';

type Problem = Pick<Finding, 'problem' | 'fix'>;

/** What is wrong with one rule, taken alone. */
export function lintRule(compiled: CompiledRule): Finding[] {
  const { rule, leaves, form } = compiled;
  const known = form === null ? new Set<string>() : factsKnownWhenTrue(form);
  const problems = [
    ...problemsOfId(rule),
    ...leaves.flatMap((leaf) => [...problemsOfLeaf(leaf), ...problemsOfAccess(rule, leaf.fact)]),
    ...problemsOfValue(rule, rule.slot, rule.recommend),
    ...problemsOfReads(rule, known, readsOf(rule.recommend), 'recommend'),
    ...[rule.because, ...textsIn(rule.recommend)].flatMap((text) => problemsOfSentence(rule, known, text)),
    ...(rule.trials ?? []).flatMap((trial) => [
      ...(isSlot(trial.slot)
        ? problemsOfValue(rule, trial.slot, trial.value)
        : [{ problem: `there is no setting ${trial.slot} for a trial.`, fix: 'Name a setting of the vocabulary.' }]),
      ...problemsOfReads(rule, known, readsOf(trial.value), 'trials'),
      ...problemsOfSentence(rule, known, trial.because),
    ]),
  ];
  const distinct = new Map(problems.map((problem) => [problem.problem, problem]));
  return Array.from(distinct.values(), (problem) => ({ ruleId: rule.id, ...problem }));
}

function problemsOfId(rule: Rule): Problem[] {
  const [prefix] = rule.id.split('.');
  if (isDiagnosisRule(rule) || prefix === rule.slot) return [];
  return [{ problem: `the id of a rule for ${rule.slot} does not say so.`, fix: `Call it ${rule.slot}.something.` }];
}

/** Rules of a slot read earlier slots that the graph declares; diagnosis rules read every setting and the evidence. */
function problemsOfAccess(rule: Rule, fact: string): Problem[] {
  if (fact === sizeFact && (isDiagnosisRule(rule) || !isRemark(rule.slot))) {
    return [{ problem: `${fact} is known only once all is decided.`, fix: 'Make it a rule for warnings or trials.' }];
  }
  if (isDiagnosisRule(rule) || !factTypes.has(fact)) return [];
  if (fact.startsWith('evidence.')) {
    return [{ problem: `${fact} is known only after a probe.`, fix: 'Make it a diagnosis rule.' }];
  }
  const slot = slotOfFact(fact);
  if (slot === undefined || slotGraph[rule.slot].reads.some((read) => read === slot)) return [];
  const allowed = slotGraph[rule.slot].reads.join(', ');
  return [
    {
      problem: `${rule.slot} may not read ${fact}.`,
      fix: allowed === '' ? 'It reads facts alone.' : `It may read ${allowed}.`,
    },
  ];
}

function problemsOfValue(rule: Rule, slot: Slot, value: unknown): Problem[] {
  const reads = readsOf(value);
  if (reads.length > 0 || hasExpression(value)) return problemsOfExpressions(value);
  const values = isCollectSlot(slot) && slot === rule.slot && Array.isArray(value) ? value : [value];
  return values.flatMap((one) => {
    const { problem } = checkValue(slot, one);
    return problem === undefined
      ? []
      : [{ problem: `${JSON.stringify(one)} is not legal for ${slot}: ${problem}.`, fix: 'Recommend a legal value.' }];
  });
}

const hasExpression = (value: unknown): boolean =>
  parseExpression(value) !== null || partsOf(value).some(hasExpression);

function problemsOfExpressions(value: unknown): Problem[] {
  const expression = parseExpression(value);
  if (expression?.kind === 'invalid') return [{ problem: `${expression.problem}.`, fix: 'Correct the expression.' }];
  const parts = expression?.kind === 'call' ? expression.arguments : expression === null ? partsOf(value) : [];
  return parts.flatMap(problemsOfExpressions);
}

/** Texts inside a value: the message of a warning may hold blanks. */
const textsIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : partsOf(value).flatMap(textsIn));

/** Facts that a computed value reads. */
export function readsOf(value: unknown): string[] {
  const expression = parseExpression(value);
  if (expression?.kind === 'read') return [expression.fact];
  if (expression?.kind === 'call') return expression.arguments.flatMap(readsOf);
  return partsOf(value).flatMap(readsOf);
}

function problemsOfReads(rule: Rule, known: ReadonlySet<string>, facts: readonly string[], where: string): Problem[] {
  return facts.flatMap((fact) => {
    const type = factTypes.get(fact);
    if (type === undefined)
      return [{ problem: `${where} reads ${fact}, which is no fact.`, fix: 'Name a fact of the vocabulary.' }];
    const access = problemsOfAccess(rule, fact);
    if (access.length > 0) return access;
    if (type.alwaysKnown || known.has(fact)) return [];
    return [
      {
        problem: `${where} reads ${fact}, which may be missing.`,
        fix: `Add { "fact": "${fact}", "operator": "known", "value": true }.`,
      },
    ];
  });
}

function problemsOfSentence(rule: Rule, known: ReadonlySet<string>, sentence: string): Problem[] {
  const blanks = blanksOf(sentence).filter(({ name }) => name !== 'value' && !name.startsWith('value.'));
  const rest = sentence.replaceAll(/\{\{[^{}]+\}\}/g, '');
  const broken = /[{}]/.test(rest) ? [{ problem: 'the sentence has a broken blank.', fix: 'Write {{fact}}.' }] : [];
  const missing = blanks.filter(({ otherwise }) => otherwise === undefined).map(({ name }) => name);
  const guarded = blanks.filter(({ name, otherwise }) => otherwise !== undefined && !factTypes.has(name));
  return [
    ...broken,
    ...problemsOfReads(rule, known, missing, 'because'),
    ...guarded.map(({ name }) => ({
      problem: `because reads ${name}, which is no fact.`,
      fix: 'Name a fact of the vocabulary.',
    })),
  ];
}
