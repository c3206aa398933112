import { z } from 'zod';
import { metricSchema, mostOutputUnits } from '../settings/slots.js';
import { taskSchema } from '../settings/tasks.js';

/** The profile: facts about a dataset, no opinion. Names and ranges are those of the published vocabulary. */

export const columnKinds = ['numeric', 'categorical', 'boolean', 'text', 'datetime', 'identifier', 'constant'] as const;
export type ColumnKind = (typeof columnKinds)[number];

const share = z.number().min(0).max(1);
const natural = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const count = natural.default(0);

export const columnsSchema = z.strictObject({
  numeric: count,
  categorical: count,
  boolean: count,
  text: count,
  datetime: count,
  identifier: count,
  constant: count,
});

export const targetSchema = z.strictObject({
  columns: natural.min(1).max(mostOutputUnits).default(1),
  type: z.enum(['number', 'text', 'boolean', 'list']),
  distinct: natural.min(1).optional(),
  integral: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  mean: z.number().optional(),
  standardDeviation: z.number().min(0).optional(),
  skewness: z.number().optional(),
  excessKurtosis: z.number().optional(),
  /** Share beyond 3 interquartile ranges of the quartiles. */
  outlierShare: share.optional(),
  zeroShare: share.optional(),
  missing: natural.optional(),
});

const classCountsSchema = z
  .record(z.string(), natural)
  .refine((counts) => Object.keys(counts).length <= mostOutputUnits, {
    message: `at most ${mostOutputUnits} classes: merge rare ones, or describe a quantity by \`target\``,
  })
  .meta({ maxProperties: mostOutputUnits });

export const constraintsSchema = z.strictObject({
  maxParameters: natural.min(1).optional(),
  maxLatencyMs: z.number().gt(0).optional(),
  maxMemoryMb: z.number().gt(0).optional(),
});

export const profileSchema = z
  .strictObject({
    task: taskSchema.optional(),
    modality: z.enum(['table', 'image', 'text', 'sequence']).default('table'),
    rows: natural.min(1),
    columns: columnsSchema,
    inputShape: z.array(natural.min(1)).min(1).max(4).optional(),
    classCounts: classCountsSchema.optional(),
    labelEncoding: z.enum(['integer', 'oneHot', 'multiHot', 'text', 'boolean']).optional(),
    target: targetSchema.optional(),
    numericSkewedShare: share.optional(),
    numericOutlierShare: share.optional(),
    numericMissingShare: share.optional(),
    missingShare: share.optional(),
    duplicateShare: share.optional(),
    categories: z.strictObject({ max: natural, total: natural }).optional(),
    groups: natural.min(1).optional(),
    timeOrdered: z.boolean().optional(),
    weighted: z.boolean().optional(),
    constraints: constraintsSchema.optional(),
    metric: metricSchema.optional(),
    hardware: z.enum(['cpu', 'gpu']).optional(),
    budgetSeconds: z.number().gt(0).max(1e9).optional(),
  })
  .refine((profile) => profile.task !== undefined || profile.target !== undefined, {
    message: 'give `task`, or the `target` block from which rules decide the task',
    path: ['task'],
  });

export type Profile = z.infer<typeof profileSchema>;
/** What a caller may write: defaults left out. */
export type ProfileInput = z.input<typeof profileSchema>;
