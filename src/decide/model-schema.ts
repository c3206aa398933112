import { z } from 'zod';
import { embeddedCodes, inputsOf, numericInputs } from '../prepare/encode-features.js';
import { outputsOf } from '../prepare/encode-target.js';
import type { ColumnEncoder, FeatureEncoder, Filling, TargetEncoder } from '../prepare/schema.js';
import type { Network } from '../probe/schema.js';
import type { FeatureSchema, TableSchema } from '../profile/table.js';
import { categoricalEncodingSchema, settingsSchema, slotSchemas } from '../settings/slots.js';

/** What `model.json` holds: everything of a model but its weights. Members that are not named here are ignored. */

const natural = z.int().min(0);
const name = z.string();

const columnEncoder = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numeric'),
    name,
    fill: z.number(),
    centre: z.number(),
    scale: z.number(),
    smoothClip: z.boolean(),
    quantiles: z.array(z.number()).exactOptional(),
    indicator: z.boolean(),
    bins: z.array(z.number()).min(3).exactOptional(),
  }),
  z.object({ kind: z.literal('boolean'), name }),
  z.object({
    kind: z.literal('oneHot'),
    name,
    inputOfLevel: z.array(z.int().min(0)),
    inputs: natural,
    otherInput: natural.nullable(),
    seen: z.array(z.boolean()),
  }),
  z.object({ kind: z.literal('embedded'), name, codeOfLevel: z.array(natural), codes: z.int().min(1) }),
]);

const filling = z.object({
  columns: z
    .array(z.object({ place: natural, low: z.number(), high: z.number(), centre: z.number(), spread: z.number() }))
    .min(2),
  gaps: z.array(z.object({ column: natural, intercept: z.number(), weights: z.array(z.number()).min(2) })).min(1),
});

const featureEncoder: z.ZodType<FeatureEncoder> = z.object({
  columns: z.array(columnEncoder).min(1),
  inputs: natural,
  filling: filling.exactOptional(),
});

const targetEncoder: z.ZodType<TargetEncoder> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classes'), labels: z.array(name).min(2), steps: z.literal(true).exactOptional() }),
  z.object({
    kind: z.literal('number'),
    log1p: z.boolean(),
    centre: z.number(),
    scale: z.number(),
    quantiles: z.array(z.number()).min(1).exactOptional(),
    seen: z.tuple([z.number(), z.number()]),
  }),
]);

const featureSchema: z.ZodType<FeatureSchema> = z.discriminatedUnion('kind', [
  z.object({ name, kind: z.literal('numeric') }),
  z.object({ name, kind: z.literal('boolean'), falseText: z.string(), trueText: z.string() }),
  z.object({ name, kind: z.literal('categorical'), levels: z.array(z.string()) }),
]);

const tableSchema: z.ZodType<TableSchema> = z.object({
  features: z.array(featureSchema).min(1),
  target: z.object({
    columns: z.array(name).min(1),
    labels: z.array(name).min(2).exactOptional(),
    labelValues: z.array(z.number()).min(2).exactOptional(),
  }),
});

const networkSchema: z.ZodType<Network> = z.object({
  inputs: z.int().min(1),
  outputs: z.int().min(1),
  hidden: z.array(slotSchemas.hiddenUnits).max(8),
  activation: slotSchemas.hiddenActivation,
  parametric: z.boolean().exactOptional(),
  normalization: z.enum(['layer', 'batch']).exactOptional(),
  residual: z.boolean().exactOptional(),
  inputScale: z.boolean().exactOptional(),
  embedding: z
    .object({
      inputs: z.array(natural).min(1),
      frequencies: z.int().min(1).max(1024),
      size: z.int().min(1).max(256),
      sigma: z.number().min(0),
    })
    .exactOptional(),
  categories: z
    .object({ levels: z.array(z.int().min(1)).min(1), size: categoricalEncodingSchema.shape.embeddingSize })
    .exactOptional(),
});

const encoderKinds = { numeric: ['numeric'], boolean: ['boolean'], categorical: ['oneHot', 'embedded'] } as const;

const partSchema = z.object({
  share: z.number().gt(0).max(1),
  settings: settingsSchema,
  network: networkSchema,
  members: z.array(z.object({ features: featureEncoder, target: targetEncoder })).min(1),
});

type Complaint = (path: readonly (string | number)[], message: string) => void;

/** A part fits together: columns, inputs, outputs and labels are those of the schema and of the network. */
function checkPart({ network, members }: z.infer<typeof partSchema>, schema: TableSchema, complain: Complaint): void {
  members.forEach(({ features, target }, member) => {
    const doesFit = features.columns.length === schema.features.length && features.columns.every(fits(schema));
    if (!doesFit) complain(['members', member, 'features'], 'its columns are not those of the schema');
    if (features.filling && !isFillingOf(features.filling, features.columns))
      complain(['members', member, 'features', 'filling'], 'it is not of the numeric columns');
    const inputs = features.columns.reduce((sum, column) => sum + inputsOf(column), 0);
    const embedded = network.embedding?.inputs;
    if (embedded && JSON.stringify(embedded) !== JSON.stringify(numericInputs(features)))
      complain(['network', 'embedding', 'inputs'], 'they are not the inputs of the numeric columns');
    if (JSON.stringify(network.categories?.levels ?? []) !== JSON.stringify(embeddedCodes(features)))
      complain(['network', 'categories', 'levels'], 'they are not the codes of the embedded columns');
    if (inputs !== features.inputs || inputs !== network.inputs)
      complain(['members', member, 'features'], `${inputs} inputs are not ${network.inputs}`);
    const labels = target.kind === 'classes' ? target.labels : undefined;
    const isSameTarget = JSON.stringify(labels) === JSON.stringify(labels && schema.target.labels);
    if (!isSameTarget || outputsOf(target) !== network.outputs)
      complain(['members', member, 'target'], 'it is not that of the schema');
  });
}

const isFillingOf = ({ columns, gaps }: Filling, encoders: readonly ColumnEncoder[]): boolean =>
  columns.every(({ place, spread }) => encoders[place]?.kind === 'numeric' && spread > 0) &&
  gaps.every(({ column, weights }) => column < columns.length && weights.length === columns.length);

/** How far the shares may be from 1 together: rounding in the file. */
const SHARE_TOLERANCE = 1e-9;

export const modelSchema = z
  .object({
    version: z.literal(1, { error: 'this version of Sextant reads models of version 1' }),
    schema: tableSchema,
    temperature: z.number().gt(0),
    line: z.object({ intercept: z.number(), slope: z.number() }).exactOptional(),
    threshold: z.number().gt(0).lt(1).exactOptional(),
    positive: z.int().min(0).max(1).exactOptional(),
    parts: z.array(partSchema).min(1),
  })
  .superRefine(({ schema, threshold, parts }, context) => {
    if (threshold !== undefined && schema.target.labels?.length !== 2)
      context.addIssue({ code: 'custom', path: ['threshold'], message: 'a threshold needs two labels' });
    const { labels, labelValues } = schema.target;
    if (labelValues && labelValues.length !== labels?.length)
      context.addIssue({
        code: 'custom',
        path: ['schema', 'target', 'labelValues'],
        message: 'they are not of the labels',
      });
    const sum = parts.reduce((total, { share }) => total + share, 0);
    if (Math.abs(sum - 1) > SHARE_TOLERANCE)
      context.addIssue({ code: 'custom', path: ['parts'], message: `the shares sum to ${sum}, not to 1` });
    parts.forEach((part, i) =>
      checkPart(part, schema, (path, message) =>
        context.addIssue({ code: 'custom', path: ['parts', i, ...path], message }),
      ),
    );
  });

type Column = FeatureEncoder['columns'][number];

const fits =
  (schema: TableSchema) =>
  (column: Column, index: number): boolean => {
    const feature = schema.features[index];
    if (feature?.name !== column.name || !encoderKinds[feature.kind].some((kind) => kind === column.kind)) return false;
    if (feature.kind !== 'categorical') return true;
    const levels = feature.levels.length;
    if (column.kind === 'embedded')
      return column.codeOfLevel.length === levels && column.codeOfLevel.every((code) => code < column.codes);
    return (
      column.kind === 'oneHot' &&
      column.inputOfLevel.length === levels &&
      column.seen.length === levels &&
      column.inputOfLevel.every((input) => input < column.inputs)
    );
  };
