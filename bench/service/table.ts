import { fixed, markdownTable } from '../common/table.js';
import type { LoadResult, ServiceResult } from './result.js';

const failures = ({ failed, requests }: LoadResult): string =>
  failed === 0 ? '' : `, ${failed} of ${requests} failed`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Each mark with what was found. */
export const serviceTable = ({ advice, batch, probing, ready, streams }: ServiceResult): string =>
  markdownTable(
    ['what', 'mark', 'measured'],
    [
      ...advice.flatMap(({ store, workspaces, most, steady }) => {
        const where = `createRecommendation on ${store}, ${workspaces === 1 ? 'one workspace' : `${workspaces} workspaces`}`;
        return [
          [
            where,
            `${store === 'PGlite' ? 250 : 400} a second`,
            `${fixed(most.perSecond, 0)} a second${failures(most)}`,
          ],
          [
            `${where}, at 200 a second`,
            'p99 50 ms',
            `p99 ${fixed(steady.p99, 0)} ms, median ${fixed(steady.p50, 1)} ms${failures(steady)}`,
          ],
        ];
      }),
      ['batches of 1000 profiles', '1500 profiles a second', `${fixed(batch.profilesPerSecond, 0)} profiles a second`],
      ['GET /health/live during batches', 'p99 50 ms', `p99 ${fixed(batch.health.p99, 0)} ms${failures(batch.health)}`],
      ['GET /health/live while two probes run', 'p99 50 ms', `p99 ${fixed(probing.p99, 0)} ms${failures(probing)}`],
      ['start to ready on a PGlite folder', '1 s', `median ${fixed(median(ready) / 1000, 2)} s of ${ready.length}`],
      [
        `${streams.clients} streams of one probe's events`,
        'all events in order',
        `${streams.complete} had all ${streams.events} in order`,
      ],
    ],
  );
