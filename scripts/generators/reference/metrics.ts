import { systemClock } from '../../../src/clock.js';
import { createMetrics } from '../../../src/http/metrics.js';

/** What a server counts. */
export async function metricsPage(): Promise<string> {
  const metrics = createMetrics(systemClock, {
    probes: () => Promise.resolve(new Map()),
    streams: () => 0,
    database: () => Promise.resolve(true),
  });
  const text = await metrics.text();
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  const rows = [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(
    ([, name = '', help = '']) => `| \`${name}\` | ${types.get(name) ?? ''} | ${help} |`,
  );
  return [
    '# Metrics',
    '',
    '`GET /metrics`, in the text format of Prometheus; a key needs the scope `admin`.',
    '',
    '| name | type | what |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
