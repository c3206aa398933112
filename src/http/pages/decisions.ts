import { pageOfDecisions } from '../../decide/list-decisions.js';
import {
  type DecisionFilters,
  filterNames,
  filterProblem,
  renderDecisions,
} from '../../report/pages/decisions-page.js';
import { filterSchema, filterOf } from '../decision-filters.js';
import { cursorOf, pageOf, pageQuerySchema } from '../paging.js';
import type { Page } from './page.js';

const USUAL = 50;

const querySchema = pageQuerySchema.extend(filterSchema.shape);

/** Decisions, narrowed by what the form asks. */
export const decisionsPage: Page = {
  path: '/decisions',
  scope: 'audit',
  render: async (c, context) => {
    const query = c.req.query();
    const filters: DecisionFilters = Object.fromEntries(
      filterNames.flatMap((name) => (query[name] ? [[name, query[name]]] : [])),
    );
    const asked = { ...filters, ...daysOf(filters), ...(query['cursor'] && { cursor: query['cursor'] }) };
    const parsed = querySchema.safeParse(asked);
    if (!parsed.success) {
      const problem = filterProblem(String(parsed.error.issues[0]?.path[0]), filters);
      return renderDecisions({ filters, entries: [], next: undefined, problem });
    }
    const { limit = USUAL, cursor, ...rest } = parsed.data;
    const { entries, next } = await pageOfDecisions(context, { ...filterOf(rest), ...pageOf({ limit, cursor }) });
    return renderDecisions({ filters, entries, next: next && addressOf(filters, cursorOf(next)) });
  },
};

/** A day of the form is its first moment. */
const daysOf = ({ from, to }: DecisionFilters): DecisionFilters =>
  Object.fromEntries(
    Object.entries({ from, to }).flatMap(([name, day]) =>
      day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? [[name, `${day}T00:00:00Z`]] : [],
    ),
  );

const addressOf = (filters: DecisionFilters, cursor: string): string =>
  `/decisions?${new URLSearchParams({ ...filters, cursor }).toString()}`;
