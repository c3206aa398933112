import { rangeOf } from '../decide/decode.js';
import type { Model, ModelPart } from '../decide/model.js';
import { SextantError } from '../errors.js';
import { parametersOf } from '../probe/layout.js';
import type { FeatureSchema } from '../profile/table.js';
import type { Settings } from '../settings/slots.js';
import { decoded, onLine, softened } from './graph-model/decode.js';
import { type Inputs, openInputs } from './graph-model/encode.js';
import { type Arithmetic, arithmetic, createGraph, type Graph, type Ref } from './graph-model/graph.js';
import { networkOutputs } from './graph-model/network.js';

export const graphFormat = 'graph-model';

/** A model as two files, for `tf.loadGraphModel` of TensorFlow.js. */
export interface GraphModel {
  /** `model.json` */
  readonly description: string;
  /** `weights.bin` */
  readonly weights: Uint8Array;
}

/**
 * The whole final model, preprocessing, all members, blend and calibration, as one graph of TensorFlow's operations. It is fed `numbers`
 * [rows, numeric and boolean columns] (float32, NaN where missing, flags 0 and 1) and `codes` [rows, categorical columns] (int32, place of the
 * level, -1 where missing or unknown), each where there are such columns, and gives `probabilities` [rows, classes] and `label` [rows], or
 * `value` [rows, 1]. `userDefinedMetadata` names the columns, levels and labels. It computes in float32, where Sextant reads and encodes in float64.
 * @throws SextantError `export_unsupported` for a model with normal scores of quantiles, or with numbers that 32 bits do not hold
 */
export function graphModelOf(model: Model): GraphModel {
  refuseQuantiles(model);
  const graph = createGraph();
  const math = arithmetic(graph);
  const inputs = openInputs(graph, model.schema.features);
  const mean = model.parts
    .flatMap((part) => membersOf(graph, math, inputs, part))
    .reduce((sum, one) => math.add(sum, one));
  const outputs = finish(graph, math, model, mean);
  const { topology, weights, bytes, isExact } = graph.finish();
  if (!isExact) throw outOfRange();
  const description = {
    format: graphFormat,
    generatedBy: 'Sextant',
    convertedBy: null,
    signature: { inputs: signatureOf(model.schema.features), outputs },
    modelTopology: topology,
    weightsManifest: [{ paths: ['weights.bin'], weights }],
    userDefinedMetadata: metadataOf(model),
  };
  return { description: `${JSON.stringify(description)}\n`, weights: bytes };
}

const outOfRange = (): SextantError =>
  new SextantError('export_unsupported', 'The model has numbers that are larger or smaller than 32 bits can hold.', {
    hint: 'Give the column in another unit, and ask for a recommendation again.',
  });

function refuseQuantiles({ parts }: Model): void {
  const hasScores = parts.some(({ members }) =>
    members.some(
      ({ features, target }) =>
        (target.kind === 'number' && target.quantiles !== undefined) ||
        features.columns.some((column) => column.kind === 'numeric' && column.quantiles !== undefined),
    ),
  );
  if (!hasScores) return;
  throw new SextantError(
    'export_unsupported',
    'The model maps numbers to normal scores of their quantiles, for which TensorFlow.js has no operation.',
    {
      hint: 'Ask for a recommendation with another numericScaling or targetTransform, such as the numericScaling robustSmoothClip.',
    },
  );
}

/** Whether a model of these settings, all of its numbers within 32 bits, is a graph of operations that TensorFlow.js has. */
export const hasGraph = ({ numericScaling, targetTransform }: Pick<Settings, 'numericScaling' | 'targetTransform'>) =>
  numericScaling !== 'quantileNormal' && targetTransform !== 'quantile';

/** What each member says, by its share of the whole. */
function membersOf(graph: Graph, math: Arithmetic, inputs: Inputs, part: ModelPart): Ref[] {
  const { network, settings, members, weights, share } = part;
  const size = parametersOf(network);
  return members.map(({ features, target }, i) => {
    const own = { network, features, weights: weights.subarray(i * size, (i + 1) * size) };
    const outputs = networkOutputs(graph, math, inputs, own);
    return math.mul(decoded(graph, math, outputs, { target, settings }), share / members.length);
  });
}

/** Calibrates and names; what is asked for has a name of its own. */
function finish(graph: Graph, math: Arithmetic, model: Model, mean: Ref) {
  const { parts, temperature, line, threshold } = model;
  const [part] = parts;
  const labels = labelsOf(model);
  const output = (name: string, dtype: string, columns: readonly string[]) => ({
    [name]: { name: `${name}:0`, dtype, tensorShape: shapeOf(columns) },
  });
  if (!labels) {
    const targets = part?.members.map(({ target }) => target) ?? [];
    const value = onLine(math, mean, line, part && rangeOf(targets, part.settings));
    graph.op('Identity', [value], { name: 'value' });
    return output('value', 'DT_FLOAT', ['1']);
  }
  const probabilities = softened(math, mean, temperature);
  graph.op('Identity', [probabilities], { name: 'probabilities' });
  nameLabels(graph, math, probabilities, threshold);
  return { ...output('probabilities', 'DT_FLOAT', [String(labels.length)]), ...output('label', 'DT_INT32', []) };
}

/** The place of the label that is named: the most probable, or the second from a probability on. */
function nameLabels(graph: Graph, math: Arithmetic, probabilities: Ref, threshold: number | undefined): void {
  if (threshold === undefined) {
    graph.op('ArgMax', [probabilities, graph.integers([1], [])], { name: 'label' });
    return;
  }
  const isSecond = math.atLeast(math.columns(probabilities, [1]), threshold);
  const attr = { SrcT: { type: 'DT_FLOAT' }, DstT: { type: 'DT_INT32' } } as const;
  graph.op('Cast', [graph.op('Reshape', [isSecond, graph.integers([-1])])], { attr, name: 'label' });
}

const shapeOf = (columns: readonly string[]) => ({ dim: [{ size: '-1' }, ...columns.map((size) => ({ size }))] });

function signatureOf(features: readonly FeatureSchema[]) {
  const codes = features.filter(({ kind }) => kind === 'categorical').length;
  const numbers = features.length - codes;
  const entry = (name: string, dtype: string, columns: number) =>
    columns === 0 ? {} : { [name]: { name: `${name}:0`, dtype, tensorShape: shapeOf([String(columns)]) } };
  return { ...entry('numbers', 'DT_FLOAT', numbers), ...entry('codes', 'DT_INT32', codes) };
}

/** Of a model that names classes: a number that is whole may have been read with labels, too. */
function labelsOf({ parts: [part] }: Model): readonly string[] | undefined {
  const target = part?.members[0]?.target;
  return target?.kind === 'classes' ? target.labels : undefined;
}

/** Columns in the order of their tensors, by their names, and what their places mean. */
function metadataOf(model: Model) {
  const { features, target } = model.schema;
  const labels = labelsOf(model);
  return {
    numbers: features.filter(({ kind }) => kind !== 'categorical'),
    codes: features.filter(({ kind }) => kind === 'categorical'),
    target: target.columns,
    ...(labels && { labels }),
  };
}
