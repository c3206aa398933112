import { SextantError } from '../errors.js';

const hints = {
  recommendation: 'List the recommendations to see what is recorded.',
  decision:
    'List the decisions to see what is recorded. Of one that was erased or pruned the trail still tells: `sextant audit verify`, or POST /v1/audit/verify.',
  dataset: 'List the datasets to see what is there.',
  probe: 'List the probes to see what was asked for.',
  'rule set': 'List the rule sets to see what there is.',
  rule: 'GET /v1/rules lists the rules that decide.',
  key: '`sextant keys list` shows the keys.',
} as const;

/** An id may be anything that a caller wrote: as much of it is repeated. */
const MOST = 60;

/** Of a thing that is not in the workspace, by the id that was asked for. */
export const notFound = (what: keyof typeof hints, id: string): SextantError =>
  new SextantError('not_found', `There is no ${what} ${id.slice(0, MOST)} here.`, {
    hint: hints[what],
    fields: { id: id.slice(0, MOST) },
  });
