import type { Recommendation } from '../../settings/recommendation.js';
import type { Settings } from '../../settings/slots.js';
import { formatCount, formatValue, words } from '../format.js';

/** `binary classification of 768 rows`, `regression on 398 rows`. */
export function taskSentence({ settings, profile }: Recommendation): string {
  const task = settings.task ?? profile.task ?? 'regression';
  const rows = formatCount(profile.rows, 'row');
  const isLabels = task === 'binary' || task === 'multiclass' || task === 'multilabel' || task === 'ordinal';
  return isLabels ? `${task} classification of ${rows}` : `${task} on ${rows}`;
}

/** The network and how to train it, in one sentence. */
export function networkSentence(settings: Settings): string {
  return `Train ${networkPart(settings)} with ${trainingPart(settings)}.`;
}

function networkPart({ hiddenLayers, hiddenUnits, hiddenActivation }: Settings): string {
  if (hiddenLayers === 0) return 'a linear model (no hidden layer)';
  const units = hiddenUnits === null ? '' : ` of ${formatCount(hiddenUnits, 'unit')}`;
  const activation = hiddenActivation === null ? '' : ` (${hiddenActivation})`;
  return `${formatCount(hiddenLayers ?? 0, 'hidden layer')}${units}${activation}`;
}

function trainingPart({ optimizer, learningRate, loss, batchSize, epochs }: Settings): string {
  const parts = [
    `${formatValue(optimizer)} at a learning rate of ${formatValue(learningRate)}`,
    loss === null ? '' : `on ${words(loss)}`,
    epochs === null ? '' : `for up to ${formatCount(epochs, 'epoch')}`,
    batchSize === null ? '' : `in batches of ${formatValue(batchSize)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
