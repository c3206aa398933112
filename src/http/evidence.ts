import { z } from 'zod';
import type { RuleEvidence } from '../decide/rule-evidence.js';
import { verdicts } from '../settings/recommendation.js';
import { nextCursorSchema } from './paging.js';

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const interval = z.array(z.number()).length(2);

const effectSchema = z
  .object({ probes: count, meanPercent: z.number(), interval: interval.nullable() })
  .meta({ id: 'MeanEffect' });

/** Of one rule. */
const members = {
  ruleId: z.string(),
  slot: z.string().nullable().meta({ description: 'The setting that it decides; null for a diagnosis rule.' }),
  probes: count.meta({ description: 'Probes of recommendations in which the rule decided its setting.' }),
  verdicts: z
    .object(Object.fromEntries(verdicts.map((verdict) => [verdict, count])))
    .meta({ description: 'What these probes found about the setting.' }),
  confirmedShare: z.object({ value: z.number(), interval }).nullable().meta({
    description: 'Of the probes that tried another value: the share that confirmed it, and its 95 % interval.',
  }),
  isFew: z.boolean().meta({ description: 'Fewer than ten probes tried another value: the share says little.' }),
  effects: z.record(z.string(), effectSchema).meta({
    description:
      'By verdict: the mean gain of the value that holds over the best other one, in percent of the loss of the constant predictor, and its 95 % interval. Under `adjusted` another value than the recommended one holds.',
  }),
};

const looked = z
  .object({
    probes: count,
    isWhole: z.boolean(),
    damaged: count.optional().meta({
      description:
        'Probes of which a record was changed after it was written: they are not counted. Absent where there is none.',
    }),
  })
  .meta({ description: 'How many probes were looked at, the newest ones, and whether these are all.' });

export const evidenceSchema = z.object({ ...members, looked }).meta({ id: 'RuleEvidence' });

const entrySchema = z.object(members).meta({ id: 'RuleEvidenceEntry' });

export const ledgerSchema = z
  .object({ data: z.array(entrySchema), nextCursor: nextCursorSchema, looked })
  .meta({ id: 'EvidenceLedger' });

/** What is told of one rule, in a list or by itself. */
export function showEvidence<T extends Omit<RuleEvidence, 'looked'>>(evidence: T) {
  const { verdicts: counts, confirmedShare, effects } = evidence;
  return {
    ...evidence,
    verdicts: { ...counts },
    confirmedShare: confirmedShare && { ...confirmedShare, interval: [...confirmedShare.interval] },
    effects: Object.fromEntries(
      Object.entries(effects).map(([verdict, effect]) => [
        verdict,
        { ...effect, interval: effect.interval && [...effect.interval] },
      ]),
    ),
  };
}
