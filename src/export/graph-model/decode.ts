import type { TargetEncoder } from '../../prepare/schema.js';
import { outputsOf } from '../../prepare/encode-target.js';
import type { Line } from '../../refine/calibrate.js';
import type { Settings } from '../../settings/slots.js';
import type { Arithmetic, Graph, Ref } from './graph.js';

/** A network's outputs as probabilities [rows, classes], or as numbers [rows, 1] in the target's unit. */
export function decoded(
  graph: Graph,
  math: Arithmetic,
  outputs: Ref,
  of: { readonly target: TargetEncoder; readonly settings: Settings },
): Ref {
  const { target, settings } = of;
  if (target.kind === 'number') return decodedNumber(graph, math, outputs, { target, settings });
  const width = outputsOf(target);
  if (target.steps) return ofSteps(graph, math, outputs, width);
  if (width > 1) return graph.op('Softmax', [outputs]);
  const second = graph.op('Sigmoid', [outputs]);
  return math.concat([math.sub(1, second), second]);
}

/** Of ordered classes: the product of the steps up to one, and of the stop there. */
function ofSteps(graph: Graph, math: Arithmetic, outputs: Ref, steps: number): Ref {
  const goesOn = graph.op('Sigmoid', [outputs]);
  const probabilities: Ref[] = [];
  let reached = graph.floats([1], []);
  for (let k = 0; k < steps; k++) {
    const next = math.columns(goesOn, [k]);
    probabilities.push(math.mul(math.sub(1, next), reached));
    reached = math.mul(next, reached);
  }
  return math.concat([...probabilities, reached]);
}

const outputActivations: Readonly<Record<NonNullable<Settings['outputActivation']>, string | undefined>> = {
  linear: undefined,
  exponential: 'Exp',
  sigmoid: 'Sigmoid',
  // Of one output it has no meaning.
  softmax: undefined,
};

function decodedNumber(
  graph: Graph,
  math: Arithmetic,
  outputs: Ref,
  { target, settings }: { readonly target: Extract<TargetEncoder, { kind: 'number' }>; readonly settings: Settings },
): Ref {
  const activation = outputActivations[settings.outputActivation ?? 'linear'];
  const activated = activation === undefined ? outputs : graph.op(activation, [outputs]);
  const transformed = math.add(math.mul(activated, target.scale), target.centre);
  const value = target.log1p ? expm1(graph, math, transformed) : transformed;
  return settings.predictionRange === 'seen' ? bounded(math, value, target.seen) : value;
}

const bounded = (math: Arithmetic, value: Ref, [low, high]: readonly [number, number]): Ref =>
  math.max(math.min(value, high), low);

/** The probabilities of the whole, softened. */
export function softened(math: Arithmetic, probabilities: Ref, temperature: number): Ref {
  if (temperature === 1) return probabilities;
  const raised = math.pow(probabilities, 1 / temperature);
  return math.div(raised, math.total(raised));
}

/** The numbers of the whole on the line that was fitted to them. */
export function onLine(
  math: Arithmetic,
  values: Ref,
  line: Line | undefined,
  range: readonly [number, number] | undefined,
): Ref {
  if (!line) return values;
  const moved = math.add(math.mul(values, line.slope), line.intercept);
  return range ? bounded(math, moved, range) : moved;
}

/** `exp(x) - 1` without the loss of digits about 0, of operations that converters know: 2 exp(x / 2) sinh(x / 2). */
function expm1(graph: Graph, math: Arithmetic, x: Ref): Ref {
  const half = math.mul(x, 0.5);
  return math.mul(math.mul(graph.op('Exp', [half]), graph.op('Sinh', [half])), 2);
}
