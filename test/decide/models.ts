import type { Model, ModelPart } from '../../src/decide/model.js';
import { networkOf } from '../../src/decide/population.js';
import { partition } from '../../src/prepare/folds.js';
import { prepare } from '../../src/prepare/prepare.js';
import { parametersOf } from '../../src/probe/layout.js';
import type { FeatureColumn, FeatureSchema, Table } from '../../src/profile/table.js';
import { createNormal, createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { binarySettings, regressionSettings } from '../fixtures/recommendation.js';

export const multiclassSettings: Settings = {
  ...binarySettings,
  task: 'multiclass',
  loss: 'sparseCategoricalCrossentropy',
  outputActivation: 'softmax',
  outputUnits: 3,
  hiddenUnits: 4,
  folds: 2,
  foldRepeats: 1,
  missingValues: 'medianWithIndicator',
};
export const numberSettings: Settings = {
  ...regressionSettings,
  hiddenUnits: 4,
  folds: 2,
  foldRepeats: 1,
  foldKind: 'plain',
};

const schemaOf = (column: FeatureColumn): FeatureSchema => {
  if (column.kind === 'categorical') return { name: column.name, kind: 'categorical', levels: column.levels };
  if (column.kind === 'numeric') return { name: column.name, kind: 'numeric' };
  return { name: column.name, kind: 'boolean', falseText: 'no', trueText: 'yes' };
};

/** A model of two members with random weights, its preprocessing fitted to the table. */
export function untrainedModel(table: Table, settings: Settings): Model {
  const matrices = prepare(table, partition(table, settings, 0), settings);
  const network = networkOf(settings, matrices);
  const normal = createNormal(createRandom(1, 'weights'));
  const isClasses = matrices.folds[0]?.target.kind === 'classes';
  const { columns, labels } = table.target;
  return {
    version: 1,
    schema: { features: table.columns.map(schemaOf), target: { columns, ...(isClasses && labels ? { labels } : {}) } },
    temperature: 1.25,
    parts: [
      {
        share: 1,
        settings,
        network,
        members: matrices.folds.map(({ encoder, target }) => ({ features: encoder, target })),
        weights: Float32Array.from({ length: matrices.folds.length * parametersOf(network) }, normal),
      },
    ],
  };
}

/** The first part of a model. */
export function firstPart({ parts }: Model): ModelPart {
  const [part] = parts;
  if (!part) throw new Error('a model has parts');
  return part;
}

/** A model with its first part changed. */
export const withPart = (model: Model, change: Partial<ModelPart>): Model => ({
  ...model,
  parts: [{ ...firstPart(model), ...change }],
});
