import { z } from 'zod';
import type { Dataset } from '../decide/datasets.js';
import { metricSchema } from '../settings/slots.js';
import { tasks } from '../settings/tasks.js';
import { timeSchema, toTime } from './times.js';

export const datasetSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    hash: z.string().meta({ description: 'SHA-256 of the bytes, lower-case hexadecimal.' }),
    bytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
    createdAt: timeSchema,
  })
  .meta({ id: 'Dataset' });

export const showDataset = (dataset: Dataset): z.infer<typeof datasetSchema> => ({
  ...dataset,
  createdAt: toTime(dataset.createdAt),
});

const column = z.string().min(1).max(1000);

/** How a file is to be read. */
export const readingShape = {
  target: z.array(column).min(1).max(1000).meta({ description: 'One column, or several that are one-hot labels.' }),
  task: z.enum(tasks).optional().meta({ description: 'Without it rules decide the task from the target.' }),
  metric: metricSchema.optional(),
  ignore: z.array(column).max(5000).optional().meta({ description: 'Columns that are no features.' }),
  group: column.optional().meta({ description: 'Rows with one value of this column stay on one side of every split.' }),
  time: column.optional().meta({ description: 'Rows are validated on what came after what they were trained on.' }),
  weight: column.optional().meta({
    description: 'How much each row counts in the loss: numbers of at least 0. Scores count all rows alike.',
  }),
  skipBadRows: z.boolean().optional().meta({ description: 'Leave out rows that do not fit the header.' }),
};
