import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decisionLineSchema } from '../../../src/audit/decision-line.js';

const source = join(import.meta.dirname, '../../../src');

type Part = Readonly<Record<string, unknown>>;
const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const partOf = (value: unknown): Part => (isPart(value) ? value : {});

function typeOf(schema: Part): string {
  if (schema['const'] !== undefined) return `\`${JSON.stringify(schema['const'])}\``;
  if (Array.isArray(schema['anyOf'])) return schema['anyOf'].map((each) => typeOf(partOf(each))).join(' or ');
  const { type: given } = schema;
  const type = Array.isArray(given) ? given.join(' or ') : String(given);
  const members = Object.keys(partOf(schema['properties'])).map((name) => `\`${name}\``);
  if (members.length > 0) return `${type} with ${members.join(', ')}`;
  return type === 'array' ? `list of ${typeOf(partOf(schema['items']))}` : type;
}

/** Every member of a line of the decision log. */
function decisionRows(): string[] {
  const schema = partOf(z.toJSONSchema(decisionLineSchema));
  const always: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(partOf(schema['properties'])).map(([name, member]) => {
    const { description } = partOf(member);
    if (typeof description !== 'string') throw new Error(`${name} of a line of the decision log has no description`);
    return `| \`${name}\` | ${typeOf(partOf(member))} | ${always.includes(name) ? 'yes' : ''} | ${description} |`;
  });
}

/** Every line that a server or a worker may log, as the code has it. Throws where a call is written so that its text cannot be told. */
function messageRows(): string[] {
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const rows = names.flatMap((name) => {
    const code = readFileSync(join(source, name), 'utf8');
    const calls = code.match(/\blog\??\.(?:trace|debug|info|warn|error|fatal)\(/g) ?? [];
    const told = [...code.matchAll(/\blog\.(info|warn|error)\((?:\w+|\{[^]*?\}), '([^']+)'/g)];
    if (told.length !== calls.length)
      throw new Error(`${name} logs ${calls.length} times, and ${told.length} have an object and a text`);
    return told.map(([, level = '', text = '']) => `| \`${text}\` | \`${level}\` |`);
  });
  if (rows.length === 0) throw new Error('no line of the log was found');
  return [...new Set(rows)].toSorted();
}

const serviceMembers = [
  '| `level` | string | all | `info`, `warn` or `error` (`LOG_LEVEL`: the least that is written) |',
  '| `time` | integer | all | Milliseconds since the epoch. |',
  '| `pid` | integer | all | The process that wrote it. |',
  '| `msg` | string | all | What happened: one of those below. |',
  '| `requestId` | string | of requests | As the answer has it in `Request-Id`. |',
  '| `traceId` | string | `request` | Of W3C Trace Context, where the request was part of a trace. |',
  '| `method`, `path` | string | `request` | What was asked for; the path is without the query. |',
  '| `status` | integer, string | `request`, `probe ends` | The status of the answer; of a probe how it ended. |',
  '| `durationMs` | integer | `request` | How long the answer took, in milliseconds. |',
  '| `probeId`, `attempt` | string, integer | of probes | Which probe, and which try at it. |',
  '| `reason`, `why` | string | single lines | Why something could not be done, where that is no error of the program. |',
  '| `concurrency` | integer | `worker takes probes` | How many at a time. |',
  '| `err` | object | of errors | `type`, `message` and `stack`, with the causes. |',
];

/** What stands in a line of either log. */
export const logPage = (): string =>
  [
    '# Lines of the logs',
    '',
    'Two logs, both a JSON object a line. Members may be added; a reader leaves aside what it does not know.',
    '',
    '## The decision log',
    '',
    'A line for each decision on record, in `decisions.ndjson` of the data folder. [The schema](../../openapi/schemas/decision-line.schema.json) is version 1. `SEXTANT_REDACT` names members that are left out ([auditing](../audit.md#what-does-not-enter-the-trail)).',
    '',
    '| member | type | always | what |',
    '| --- | --- | --- | --- |',
    ...decisionRows(),
    '',
    '## The log of servers and workers',
    '',
    'On standard error, by which a service manager or a container keeps it. Keys, passwords, cookies and the address of the database are masked.',
    '',
    '| member | type | in | what |',
    '| --- | --- | --- | --- |',
    ...serviceMembers,
    '',
    '| `msg` | `level` |',
    '| --- | --- |',
    ...messageRows(),
    '',
  ].join('\n');
