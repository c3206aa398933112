import { hasPlainSteps, isTangent, rateFactors } from '../settings/recipe.js';
import { categoryOutputs, numbersIn, rowsOfTables } from './categories.js';
import type { CategoryEmbedding, Network, PeriodicEmbedding, Population } from './schema.js';

/** One kind of a member's parameters. `layer` counts from 0 at the input side; -1 is what comes before the first layer. */
export interface Section {
  readonly kind:
    | 'table'
    | 'frequencies'
    | 'phases'
    | 'mix'
    | 'mixBias'
    | 'inputScale'
    | 'weights'
    | 'gain'
    | 'bias'
    | 'blend'
    | 'runningMean'
    | 'runningVariance';
  readonly layer: number;
  /** Shape of one member's values, row-major. */
  readonly shape: readonly number[];
}

/**
 * Lengths and order of a member's flat parameters; weights of a layer are [in, out]. Last comes what is kept but not learned:
 * the running statistics of batch normalisation.
 */
export const sectionsOf = (network: Network): Section[] => [...learnedSections(network), ...runningSections(network)];

function learnedSections(network: Network): Section[] {
  const sizes = [firstInputs(network), ...network.hidden, network.outputs];
  const layers = sizes.slice(1).flatMap((outputs, layer): Section[] => {
    const isHidden = layer < network.hidden.length;
    const isNormalized = network.normalization !== undefined && isHidden;
    const isBlended = network.parametric === true && isHidden;
    return [
      { kind: 'weights', layer, shape: [sizes[layer] ?? 0, outputs] },
      ...(isNormalized ? [{ kind: 'gain', layer, shape: [outputs] } as const] : []),
      { kind: 'bias', layer, shape: [outputs] },
      ...(isBlended ? [{ kind: 'blend', layer, shape: [outputs] } as const] : []),
    ];
  });
  return [
    ...(network.categories ? [tableSection(network.categories)] : []),
    ...(network.embedding ? embeddingSections(network.embedding) : []),
    ...(network.inputScale === true ? [{ kind: 'inputScale', layer: -1, shape: [firstInputs(network)] } as const] : []),
    ...layers,
  ];
}

/** All categories' tables below one another. */
const tableSection = (categories: CategoryEmbedding): Section => ({
  kind: 'table',
  layer: -1,
  shape: [rowsOfTables(categories), categories.size],
});

/** Parameters that are looked up, not multiplied with. */
export const tableParameters = ({ categories }: Network): number =>
  categories ? lengthOf(tableSection(categories)) : 0;

const embeddingSections = ({ inputs, frequencies, size }: PeriodicEmbedding): Section[] => [
  { kind: 'frequencies', layer: -1, shape: [inputs.length, frequencies] },
  { kind: 'phases', layer: -1, shape: [inputs.length, frequencies] },
  { kind: 'mix', layer: -1, shape: [inputs.length, frequencies, size] },
  { kind: 'mixBias', layer: -1, shape: [inputs.length, size] },
];

const runningSections = ({ normalization, hidden }: Network): Section[] =>
  normalization === 'batch'
    ? hidden.flatMap((units, layer): Section[] => [
        { kind: 'runningMean', layer, shape: [units] },
        { kind: 'runningVariance', layer, shape: [units] },
      ])
    : [];

/** Whether a hidden layer adds to what the one before it gave. */
export const isResidual = ({ residual, hidden }: Network, layer: number): boolean =>
  residual === true && layer > 0 && layer < hidden.length && hidden[layer] === hidden[layer - 1];

/** Inputs of the first layer: the numbers, what their embedding adds, and the vectors of the categories. */
export const firstInputs = (network: Network): number =>
  numbersIn(network) + embeddedOutputs(network) + categoryOutputs(network);

export const embeddedOutputs = ({ embedding }: Network): number =>
  embedding ? embedding.inputs.length * embedding.size : 0;

export const lengthOf = ({ shape }: Section): number => shape.reduce((product, size) => product * size, 1);

const totalOf = (sections: readonly Section[]): number => sections.reduce((sum, section) => sum + lengthOf(section), 0);

/** Numbers that a member holds, learned or not. */
export const parametersOf = (network: Network): number => totalOf(sectionsOf(network));

/** Numbers among them that are kept and not learned; they are the last. */
export const runningOf = (network: Network): number => totalOf(runningSections(network));

const decayedKinds: ReadonlySet<Section['kind']> = new Set(['weights', 'mix', 'table']);

/**
 * Whether weight decay shrinks a section: weights that multiply, and not offsets, scales or frequencies. Tables of categories are
 * shrunk as in RealMLP, which spares biases alone (pytabkit, default_params.py, `bias_wd_factor`).
 */
export const isDecayed = ({ kind }: Section): boolean => decayedKinds.has(kind);

/**
 * Factor of the learning rate for each section. Under the neural tangent parametrization z = W x / sqrt(d) + b of a layer with
 * d inputs; held here is W / sqrt(d), which adaptive steps move by rate / sqrt(d) and plain gradient steps by rate / d. Its
 * biases, gains, activations and embeddings of numbers move at a tenth of the rate. A learned input scale moves six times as fast,
 * vectors of categories at the rate itself (pytabkit, categorical.py, `emb_lr_factor`).
 */
export function rateFactor({ kind, shape }: Section, { initializer, optimizer }: Population): number {
  if (kind === 'inputScale') return rateFactors.inputScale;
  if (kind === 'table' || !isTangent(initializer)) return 1;
  if (kind !== 'weights') return rateFactors.slow;
  const [fanIn = 1] = shape;
  return hasPlainSteps(optimizer.name) ? 1 / fanIn : 1 / Math.sqrt(fanIn);
}
