import { csvLine } from '../csv-line.js';
import type { DecisionSummary } from './list-decisions.js';

/** Recorded decisions as text for other programs: a line for each. */
export interface LineFormat {
  readonly mediaType: string;
  readonly head: string;
  readonly lineOf: (decision: DecisionSummary) => string;
}

const timeOf = ({ occurredAt }: DecisionSummary): string => new Date(occurredAt).toISOString();

const columns: Readonly<Record<string, (decision: DecisionSummary) => string | number | null>> = {
  id: ({ id }) => id,
  occurredAt: timeOf,
  kind: ({ kind }) => kind,
  recommendationId: ({ recommendationId }) => recommendationId,
  parentId: ({ parentId }) => parentId,
  actor: ({ actor }) => actor,
  requestId: ({ requestId }) => requestId,
  ruleSetName: ({ ruleSet }) => ruleSet.name,
  ruleSetVersion: ({ ruleSet }) => ruleSet.version,
  ruleSetHash: ({ ruleSet }) => ruleSet.hash,
  durationMs: ({ durationMs }) => durationMs,
  summary: ({ summary }) => summary,
  damaged: ({ damaged }) => (damaged ? 'true' : ''),
};

export const lineFormats = {
  ndjson: {
    mediaType: 'application/x-ndjson',
    head: '',
    lineOf: (decision) => `${JSON.stringify({ ...decision, occurredAt: timeOf(decision) })}\n`,
  },
  csv: {
    mediaType: 'text/csv',
    head: csvLine(Object.keys(columns)),
    lineOf: (decision) => csvLine(Object.values(columns).map((cell) => cell(decision))),
  },
} as const satisfies Record<string, LineFormat>;

export type LineFormatName = keyof typeof lineFormats;
