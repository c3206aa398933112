import { isResidual, lengthOf, parametersOf, type Section, sectionsOf } from './layout.js';
import type { ActivationName, Grown, Network } from './schema.js';
import { isSameJson } from '../same-json.js';

/**
 * Whether a new last hidden layer can pass on what the one before it gives, whatever that is, and still learn (Net2Net, Chen,
 * Goodfellow and Shlens 2016, arXiv 1511.05641): as zeros beside a skip connection, or as the identity. `deep` has one hidden
 * layer more than `shallow`, at least the second, of the same width; all else is alike, but that a skip connection which the new
 * layer alone has may be new.
 */
export function isGrowable(shallow: Network, deep: Network): boolean {
  const last = shallow.hidden.length;
  if (last === 0 || deep.hidden.length !== last + 1 || deep.hidden[last] !== deep.hidden[last - 1]) return false;
  const skips = (network: Network): boolean[] => shallow.hidden.map((_, layer) => isResidual(network, layer));
  const isAlike =
    shallow.activation === deep.activation &&
    isSameJson(withoutLayer(deep, last), sectionsOf(shallow)) &&
    isSameJson(skips(shallow), skips(deep)) &&
    shallow.embedding?.sigma === deep.embedding?.sigma;
  return isAlike && fillOf(deep) !== undefined;
}

/** Starting parameters of the deep network, [members, parameters], with which each member gives what its shallow one gave. */
export function grownParameters({ network: shallow, weights }: Grown, deep: Network): Float32Array {
  const fill = fillOf(deep);
  if (!fill || !isGrowable(shallow, deep))
    throw new RangeError('the deeper network cannot give what the shallower one gives');
  const last = shallow.hidden.length;
  const sections = sectionsOf(deep);
  const members = weights.length / parametersOf(shallow);
  const all = new Float32Array(members * parametersOf(deep));
  // All but the new layer stand in the same order in both.
  let [from, to] = [0, 0];
  for (let member = 0; member < members; member++)
    for (const section of sections) {
      const length = lengthOf(section);
      if (section.layer === last) all.set(newValues(section, fill), to);
      else all.set(weights.subarray(from, (from += length)), to);
      to += length;
    }
  return all;
}

/** The weights of a new layer. All else of it starts at 0, the gain of a normalised one too, but for a running variance. */
type Fill = 'zeros' | 'identity';

/** 0 at 0, with a slope there on both sides: zeros beside a skip connection learn. */
const passesZero: ReadonlySet<ActivationName> = new Set(['leakyRelu', 'tanh', 'elu', 'selu', 'silu', 'gelu', 'mish']);

type Passing = Pick<Network, 'activation' | 'parametric' | 'normalization'>;

/** Whether a new layer can pass on what the one before it gives, with a skip connection beside it or without. */
export const canPass = (network: Passing, hasSkip: boolean): boolean => fillFor(network, hasSkip) !== undefined;

const fillOf = (network: Network): Fill | undefined => fillFor(network, isResidual(network, network.hidden.length - 1));

function fillFor({ activation, parametric = false, normalization }: Passing, hasSkip: boolean): Fill | undefined {
  if (hasSkip) {
    if (!parametric && !passesZero.has(activation)) return undefined;
    // With weights of 0 as well a gain of 0 would never learn.
    return normalization === undefined ? 'zeros' : 'identity';
  }
  // What ReLU gives is not negative, so it passes through another one; a learned share of 0 passes anything.
  const passes = parametric || activation === 'relu';
  return passes && normalization === undefined ? 'identity' : undefined;
}

function newValues(section: Section, fill: Fill): Float32Array {
  const values = new Float32Array(lengthOf(section));
  if (section.kind === 'runningVariance') return values.fill(1);
  const [units = 1] = section.shape;
  if (section.kind === 'weights' && fill === 'identity') for (let i = 0; i < units; i++) values[i * units + i] = 1;
  return values;
}

/** The sections of a network from which a layer is taken out: those behind it move up. */
const withoutLayer = (network: Network, taken: number): Section[] =>
  sectionsOf(network)
    .filter(({ layer }) => layer !== taken)
    .map((section) => (section.layer > taken ? { ...section, layer: section.layer - 1 } : section));
