import type { Facts } from '../profile/facts.js';
import { binsPerNumber, embeddedSize, embeddingDefaults, isNormalized, marksGaps } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';

/**
 * By how many parameters the network of all settings exceeds what the caller allows, at the most; 0 or less where it keeps the limit.
 * It hangs on every setting, so that only remarks on them can read it.
 */
export const sizeFact = 'parametersOver';

/** Missing without a limit, and where the profile does not tell how many inputs or outputs there are. */
export function parametersOver(facts: Facts, settings: Settings): number | undefined {
  const most = facts['constraints.maxParameters'];
  const parameters = mostParameters(facts, settings);
  return typeof most !== 'number' || parameters === undefined ? undefined : parameters - most;
}

/** Of a table; what layers for images, text and sequences hold is not counted. */
function mostParameters(facts: Facts, settings: Settings): number | undefined {
  const { inputs, modality } = facts;
  const { outputUnits } = settings;
  if (modality !== 'table' || typeof inputs !== 'number' || outputUnits === null) return undefined;
  const numbers = countIn(facts, 'columns.numeric');
  const levels = inputs - numbers - countIn(facts, 'columns.boolean');
  const hidden = settings.hiddenLayers ?? 0;
  const units = hidden > 0 ? (settings.hiddenUnits ?? 0) : outputUnits;
  const embedded = embeddedSize(settings);
  const plain = inputs - levels + numbers * (Number(marksGaps(settings)) + binsPerNumber(settings) + embedded);
  const level = ofLevel(facts, settings, units);
  const inputScale = settings.inputScale === true ? plain + levels * level.inputs : 0;
  const front = plain * units + levels * level.parameters + numbers * ofEmbedding(embedded) + inputScale;
  return Math.floor(front + (hidden > 0 ? behind({ settings, hidden, units, outputUnits }) : outputUnits));
}

/** Parameters of the layers behind the first one's weights, and all biases. */
function behind({ settings, hidden, units, outputUnits }: Hidden): number {
  const kept = settings.normalization === 'batch' ? 3 : 1;
  const ofUnit = 1 + Number(settings.activationParametric === true) + (isNormalized(settings) ? kept : 0);
  return (hidden - 1) * units * units + hidden * units * ofUnit + units * outputUnits + outputUnits;
}

interface Hidden {
  readonly settings: Settings;
  readonly hidden: number;
  readonly units: number;
  readonly outputUnits: number;
}

/** Of one number: frequencies and phases of its cosines, how they are mixed into so many values, and what is added to these. */
const ofEmbedding = (size: number): number =>
  size > 0 ? 2 * embeddingDefaults.frequencies + size * (embeddingDefaults.frequencies + 1) : 0;

/**
 * What one level of a category adds at the most. As an input of its own a weight of every unit; else its vector, and its part of the weights
 * and the spare vector of a column, which has more levels than `oneHotUpTo`. Which columns have vectors the profile does not tell.
 */
function ofLevel(facts: Facts, { categoricalEncoding }: Settings, units: number) {
  const most = countIn(facts, 'categories.max');
  if (categoricalEncoding === null || most <= categoricalEncoding.oneHotUpTo) return { inputs: 1, parameters: units };
  const { oneHotUpTo, embeddingSize } = categoricalEncoding;
  const inputs = embeddingSize / (oneHotUpTo + 1);
  return {
    inputs: Math.max(1, inputs),
    parameters: Math.max(units, embeddingSize + inputs * (units + 1)),
  };
}

const countIn = (facts: Facts, name: string): number => Number(facts[name] ?? 0);
