import { z } from 'zod';
import type { AskedOfProbe, Probe, ProbeEntry } from '../decide/probes.js';
import { metricSchema, slotSchemas } from '../settings/slots.js';
import { depthStartSchema, probeReportSchema } from '../settings/recommendation.js';
import { componentOf } from './json-schemas.js';
import { timeSchema, toTime } from './times.js';

/** Seconds where nothing is said. */
const USUAL_SECONDS = 30;

/** What zod cannot say of a refinement: at most one bound. The linter wants every required member to be a property. */
const oneBound = {
  not: { required: ['budgetSeconds', 'trialsLimit'], properties: { budgetSeconds: {}, trialsLimit: {} } },
};

/** What a caller says of a probe. One object and not a union, whose errors would point nowhere. */
export const probeRequestSchema = z
  .strictObject({
    budgetSeconds: z
      .number()
      .min(1)
      .max(86_400)
      .optional()
      .meta({
        description: `From the end of reading the file to the final model. ${USUAL_SECONDS} where neither bound is given.`,
      }),
    trialsLimit: z.int().min(1).max(100_000).optional().meta({
      description: 'Trials in place of seconds: the same request then gives the same answer, to the bit.',
    }),
    seed: z.int().min(0).max(4_294_967_295).optional().meta({ description: 'Of all random numbers; 0 unless given.' }),
    depthStart: depthStartSchema.optional(),
  })
  .refine(({ budgetSeconds, trialsLimit }) => budgetSeconds === undefined || trialsLimit === undefined, {
    message: 'Give budgetSeconds or trialsLimit.',
  })
  .meta({ id: 'ProbeRequest', ...oneBound });

/** With what is decided with the recommendation: the same as in `constraints.settings` and in `dataset`. */
export const advisedProbeSchema = probeRequestSchema
  .safeExtend({
    search: slotSchemas.search.optional().meta({ description: 'How values are searched: fixes the setting `search`.' }),
    metric: metricSchema.optional().meta({ description: 'What is selected by: `dataset.metric`.' }),
  })
  .meta({ id: 'AdvisedProbeRequest', ...oneBound });

export function askedOfProbe(request: z.infer<typeof probeRequestSchema>): AskedOfProbe {
  const { budgetSeconds = USUAL_SECONDS, trialsLimit, seed = 0, depthStart } = request;
  const bound = trialsLimit === undefined ? { budgetSeconds } : { trialsLimit };
  return { ...bound, seed, ...(depthStart && { depthStart }) };
}

const times = {
  recommendationId: z.string(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable().meta({ description: 'Null while it waits.' }),
  finishedAt: timeSchema.nullable().meta({ description: 'Null until it has ended.' }),
};

const error = z
  .object({ code: z.string(), detail: z.string() })
  .nullable()
  .meta({ description: 'Why it failed; null where it did not.' });

/** Answers are not checked again; their schema is that of a report with its times. */
export const probeSchema = z.custom<Shown>().meta({
  id: 'Probe',
  ...componentOf(z.object({ ...probeReportSchema.shape, ...times, error })),
});

type Shown = Omit<Probe, 'createdAt' | 'startedAt' | 'finishedAt'> & {
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

const timesOf = ({ createdAt, startedAt, finishedAt }: Pick<Probe, 'createdAt' | 'startedAt' | 'finishedAt'>) => ({
  createdAt: toTime(createdAt),
  startedAt: startedAt === null ? null : toTime(startedAt),
  finishedAt: finishedAt === null ? null : toTime(finishedAt),
});

export const showProbe = (probe: Probe): Shown => ({ ...probe, ...timesOf(probe) });

export const probeEntrySchema = z
  .object({ id: z.string(), status: probeReportSchema.shape.status, ...times })
  .meta({ id: 'ProbeEntry' });

export const showProbeEntry = (entry: ProbeEntry): z.infer<typeof probeEntrySchema> => ({
  ...entry,
  ...timesOf(entry),
});
