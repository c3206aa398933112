import { isResidual, lengthOf, parametersOf, type Section, sectionsOf } from './layout.js';
import type { ActivationName, Grown, Network } from './schema.js';

/**
 * Whether a new last hidden layer can pass on what the one before it gives, whatever that is, and still learn (Net2Net, Chen,
 * Goodfellow and Shlens 2016, arXiv 1511.05641): as zeros beside a skip connection, or as the identity. `deep` has one hidden
 * layer more than `shallow`, at least the second, of the same width; all else is alike, but that a skip connection which the new
 * layer alone has may be new.
 */
export function isGrowable(shallow: Network, deep: Network): boolean {
  const last = shallow.hidden.length;
  if (last === 0 || deep.hidden.length !== last + 1 || deep.hidden[last] !== deep.hidden[last - 1]) return false;
  const isOldAlike = sameSections(oldSections(sectionsOf(deep), last), oldSections(sectionsOf(shallow), last));
  const skips = (network: Network): boolean[] => shallow.hidden.map((_, layer) => isResidual(network, layer));
  const isAlike =
    shallow.activation === deep.activation &&
    isOldAlike &&
    JSON.stringify(skips(shallow)) === JSON.stringify(skips(deep)) &&
    shallow.embedding?.sigma === deep.embedding?.sigma;
  return isAlike && fillOf(deep) !== undefined;
}

/** Starting parameters of the deep network, [members, parameters], with which each member gives what its shallow one gave. */
export function grownParameters({ network: shallow, weights }: Grown, deep: Network): Float32Array {
  const fill = fillOf(deep);
  if (!fill || !isGrowable(shallow, deep))
    throw new RangeError('the deeper network cannot give what the shallower one gives');
  const last = shallow.hidden.length;
  const places = placesOf(shallow);
  const [from, to] = [parametersOf(shallow), parametersOf(deep)];
  const members = weights.length / from;
  const all = new Float32Array(members * to);
  for (let member = 0; member < members; member++) {
    let at = member * to;
    for (const section of sectionsOf(deep)) {
      const old = places.get(nameOf(inShallow(section, last)));
      const length = lengthOf(section);
      if (section.layer === last) all.set(newValues(section, fill), at);
      else if (old !== undefined) all.set(weights.subarray(member * from + old, member * from + old + length), at);
      at += length;
    }
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

function newValues({ kind, shape }: Section, fill: Fill): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  if (kind === 'runningVariance') return values.fill(1);
  const [units = 1] = shape;
  if (kind === 'weights' && fill === 'identity') for (let i = 0; i < units; i++) values[i * units + i] = 1;
  return values;
}

/** The output layer of the deep network is the one after the new layer. */
const inShallow = (section: Section, last: number): Section =>
  section.layer > last ? { ...section, layer: section.layer - 1 } : section;

const nameOf = ({ kind, layer }: Section): string => `${kind} ${layer}`;

function placesOf(network: Network): Map<string, number> {
  const places = new Map<string, number>();
  let at = 0;
  for (const section of sectionsOf(network)) {
    places.set(nameOf(section), at);
    at += lengthOf(section);
  }
  return places;
}

/** Up to the last hidden layer that both have, and the output. */
const oldSections = (sections: readonly Section[], last: number): Section[] => {
  const output = Math.max(...sections.map(({ layer }) => layer));
  return sections.flatMap((section) =>
    section.layer < last ? [section] : section.layer === output ? [{ ...section, layer: last }] : [],
  );
};

const sameSections = (a: readonly Section[], b: readonly Section[]): boolean => JSON.stringify(a) === JSON.stringify(b);
