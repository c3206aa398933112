import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SextantError } from './errors.js';

export const configFileName = 'sextant.config.json';
export const backendChoices = ['auto', 'native', 'wasm', 'cpu'] as const;
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** An address that holds no password: what the configuration holds is shown. */
const isPlainHttpUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
};

/** Flags and variables are text, the file holds numbers; both are read to the same value. */
const wholeSchema = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);
const portSchema = wholeSchema.pipe(z.int().min(0).max(65_535));

/**
 * Rows of a class below which its label is not put on record: what few rows have in common can tell whose they are. Ten is the rule
 * of thumb for cells of tables in Brandt et al., Guidelines for the checking of output based on microdata research (ESSnet SDC, 2010).
 */
const rareBelow = 10;

/** Members of a line of the decision log that may be left out: nothing by which a line is a witness of the trail. */
const redactable = /^(?:actor|requestId|traceId|settings|outcome)(?:\.[A-Za-z][A-Za-z0-9]*)*$/;

/** Members of a line of the decision log, as a list or with commas between them. */
const redactSchema = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((name) => name.trim()))])
  .pipe(z.array(z.string().regex(redactable)))
  .default([]);

const isPostgresUrl = (text: string): boolean =>
  URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);

/** A key: what it is for, where it may be set, its legal values and the same in words, for messages, help and the reference. */
interface ConfigSource {
  readonly what: string;
  readonly variable: string;
  readonly flag?: string;
  readonly schema: z.ZodType;
  readonly legal: string;
}

const positive = (byDefault: number, variable: string, what: string) => ({
  what,
  variable,
  schema: wholeSchema.pipe(z.int().min(1).max(999_999_999)).default(byDefault),
  legal: 'a whole number from 1 to 999999999',
});

/** A day at most: what takes longer is a job. */
const seconds = (byDefault: number, variable: string, what: string) => ({
  what,
  variable,
  schema: wholeSchema.pipe(z.int().min(1).max(86_400)).default(byDefault),
  legal: 'a whole number from 1 to 86400',
});

const sources = {
  dataDirectory: {
    what: 'Folder of the store, the decision log, data files and models. Relative to the working directory.',
    variable: 'SEXTANT_DATA_DIR',
    flag: '--data-dir',
    legal: 'the path of a folder',
    schema: z.string().min(1).default('.sextant'),
  },
  databaseUrl: {
    what: 'Postgres in place of the database in `dataDirectory`.',
    variable: 'DATABASE_URL',
    legal: 'a URL like postgres://user:password@host:5432/database',
    schema: z.string().refine(isPostgresUrl).optional(),
  },
  url: {
    what: 'A server to which commands speak instead of working themselves.',
    variable: 'SEXTANT_URL',
    flag: '--url',
    legal: 'a URL like http://host:8787, without a password',
    schema: z.string().refine(isPlainHttpUrl).optional(),
  },
  apiKey: {
    what: 'The key with which commands speak to a server.',
    variable: 'SEXTANT_API_KEY',
    flag: '--key',
    legal: 'a key like sx_...',
    schema: z
      .string()
      .regex(/^sx_[\w-]{1,100}$/)
      .optional(),
  },
  otlpEndpoint: {
    what: 'Where the service sends its traces, by OTLP over HTTP; none: it makes none.',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    legal: 'a URL like http://host:4318, without a password',
    schema: z.string().refine(isPlainHttpUrl).optional(),
  },
  auditKey: {
    what: "PEM file of the Ed25519 key that signs notes on the trail; none: one in the user's folder of configuration. Made where it is not there.",
    variable: 'SEXTANT_AUDIT_KEY',
    legal: 'the path of a PEM file',
    schema: z.string().min(1).optional(),
  },
  host: {
    what: 'Address on which the service listens.',
    variable: 'HOST',
    flag: '--host',
    legal: 'a host name or address',
    schema: z.string().min(1).default('127.0.0.1'),
  },
  port: {
    what: 'Port on which the service listens; 0: any free one.',
    variable: 'PORT',
    flag: '--port',
    legal: 'a whole number from 0 to 65535',
    schema: portSchema.default(8787),
  },
  rules: {
    what: "Folder of an organisation's own rules, which go before the built-in ones. Relative to the working directory.",
    variable: 'SEXTANT_RULES',
    flag: '--rules',
    legal: 'the path of a folder of rules',
    schema: z.string().min(1).optional(),
  },
  backend: {
    what: 'What runs the training; `auto` takes the fastest that loads.',
    variable: 'SEXTANT_BACKEND',
    flag: '--backend',
    legal: backendChoices.join(', '),
    schema: z.enum(backendChoices).default('auto'),
  },
  logLevel: {
    what: 'Lines below it are not logged.',
    variable: 'LOG_LEVEL',
    legal: logLevels.join(', '),
    schema: z.enum(logLevels).default('warn'),
  },
  requestsPerMinute: positive(
    60_000,
    'SEXTANT_REQUESTS_PER_MINUTE',
    'Requests that the service takes from a key in a minute.',
  ),
  uploadMb: positive(512, 'SEXTANT_UPLOAD_MB', 'MB of an uploaded file.'),
  workspaceMb: positive(10_240, 'SEXTANT_WORKSPACE_MB', 'MB of all datasets of a workspace.'),
  openProbes: positive(100, 'SEXTANT_OPEN_PROBES', 'Probes of a workspace that wait or run.'),
  probeSeconds: positive(3600, 'SEXTANT_PROBE_SECONDS', 'Seconds of a probe that is asked for over HTTP, at most.'),
  probeTrials: positive(1000, 'SEXTANT_PROBE_TRIALS', 'Trials of a probe that is asked for over HTTP, at most.'),
  eventStreams: positive(2000, 'SEXTANT_EVENT_STREAMS', 'Streams of events that a process has open at once.'),
  predictions: positive(16, 'SEXTANT_PREDICTIONS', 'Requests for predictions that a process answers at once.'),
  probeMb: {
    what: 'MB that a probe may keep in memory, all its processes together.',
    variable: 'SEXTANT_PROBE_MB',
    legal: 'a whole number from 256',
    schema: wholeSchema.pipe(z.int().min(256)).default(4096),
  },
  ruleCheckSeconds: positive(
    30,
    'SEXTANT_RULE_CHECK_SECONDS',
    'Seconds of one look at an uploaded rule set: what takes longer is not proven.',
  ),
  concurrency: { flag: '--concurrency', ...positive(1, 'SEXTANT_CONCURRENCY', 'Probes that a worker runs at once.') },
  s3Bucket: {
    what: 'Bucket of an S3-compatible storage for uploaded files, in place of `dataDirectory`. Keys of access are those that the AWS SDK finds.',
    variable: 'SEXTANT_S3_BUCKET',
    legal: 'the name of a bucket',
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional(),
  },
  s3Endpoint: {
    what: 'Of a storage other than that of AWS.',
    variable: 'SEXTANT_S3_ENDPOINT',
    legal: 'a URL like https://host:9000, without a password',
    schema: z.string().refine(isPlainHttpUrl).optional(),
  },
  s3Region: {
    what: 'Region of the bucket.',
    variable: 'SEXTANT_S3_REGION',
    legal: 'the name of a region',
    schema: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .default('us-east-1'),
  },
  s3Prefix: {
    what: 'What the keys of all objects begin with.',
    variable: 'SEXTANT_S3_PREFIX',
    legal: "letters, digits and _!.*'()/-, e.g. sextant/",
    schema: z
      .string()
      .regex(/^(?!\/)[\w!.*'()/-]{0,500}$/)
      .default(''),
  },
  s3ImportPrefix: {
    what: 'What the keys of those objects begin with that callers may take in as datasets without an upload; `{workspace}` stands for the id of their workspace. None: they may take in none.',
    variable: 'SEXTANT_S3_IMPORT_PREFIX',
    legal: "letters, digits, _!.*'()- and {workspace}, each part with a / behind it, e.g. incoming/{workspace}/",
    schema: z
      .string()
      .regex(/^(?:(?!\.{1,2}\/)(?:[\w!.*'()-]|\{workspace\})+\/)+$/)
      .max(500)
      .optional(),
  },
  fileCacheMb: positive(4096, 'SEXTANT_FILE_CACHE_MB', 'MB of copies on this machine of files that are in the bucket.'),
  redact: {
    what: 'Members of a line of the decision log that are left out of it: `actor,outcome.reason`. The record has them.',
    variable: 'SEXTANT_REDACT',
    legal: 'names such as actor, settings or outcome.reason, with commas between them',
    schema: redactSchema,
  },
  labelsBelow: {
    what: 'Labels of classes with fewer rows are not put on record; their counts are. 0: all are.',
    variable: 'SEXTANT_LABELS_BELOW',
    legal: 'a whole number from 0',
    schema: wholeSchema.pipe(z.int().min(0)).default(rareBelow),
  },
  retentionDays: {
    what: 'Days that a service keeps entries of its trails; none: it prunes nothing by itself.',
    variable: 'SEXTANT_RETENTION_DAYS',
    legal: 'a whole number from 1',
    schema: wholeSchema.pipe(z.int().min(1)).optional(),
  },
  unpackedMb: positive(4096, 'SEXTANT_UNPACKED_MB', 'MB that a file in gzip may unpack to, or a pipe may give.'),
  readMb: positive(
    1000,
    'SEXTANT_READ_MB',
    'MB of memory for the database that reads a file; what it holds beside that is on disk.',
  ),
  tableRows: positive(20_000_000, 'SEXTANT_TABLE_ROWS', 'Rows of a table that is read.'),
  tableColumns: positive(5000, 'SEXTANT_TABLE_COLUMNS', 'Columns of a table that is read.'),
  bodyMb: positive(1, 'SEXTANT_BODY_MB', 'MB of the body of a request that is neither an upload nor a batch.'),
  batchMb: positive(16, 'SEXTANT_BATCH_MB', 'MB of a batch of profiles, and of rows to predict.'),
  jsonDepth: positive(64, 'SEXTANT_JSON_DEPTH', 'Levels of objects and lists in the JSON of a request.'),
  requestSeconds: seconds(
    300,
    'SEXTANT_REQUEST_SECONDS',
    'Seconds that a request may take until its answer begins, an upload from the end of its body; an import has `uploadSeconds`.',
  ),
  bodySeconds: seconds(
    30,
    'SEXTANT_BODY_SECONDS',
    'Seconds in which the body of a request must come in that is no upload.',
  ),
  uploadSeconds: seconds(
    3600,
    'SEXTANT_UPLOAD_SECONDS',
    'Seconds in which an upload must come in; those of an import.',
  ),
} satisfies Record<string, ConfigSource>;

type Sources = typeof sources;
export type ConfigKey = keyof Sources;
export const configSources: Readonly<Record<ConfigKey, ConfigSource>> = sources;
const configKeys = Object.keys(sources) as ConfigKey[];

type Shape = { readonly [K in ConfigKey]: Sources[K]['schema'] };
const shape = Object.fromEntries(configKeys.map((key) => [key, sources[key].schema])) as unknown as Shape;
export const configSchema = z.strictObject(shape);
export type Config = Readonly<z.infer<typeof configSchema>>;
type RawConfig = Readonly<Partial<Record<ConfigKey, unknown>>>;

export interface ConfigInputs {
  /** Only what the caller typed. */
  readonly flags?: RawConfig;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The parsed content of `sextant.config.json`. */
  readonly file?: unknown;
  /** In place of the built-in defaults: a server logs more than a command. */
  readonly defaults?: RawConfig;
}

/**
 * The configuration: flag before environment before file before default. An empty variable counts as not set.
 * Throws `config_invalid`, which names every wrong place with its legal values, and no value of a secret.
 */
export function resolveConfig(inputs: ConfigInputs): Config {
  const file = checkFile(inputs.file);
  const chosen = configKeys.map((key) => choose(key, inputs, file));
  const result = configSchema.safeParse(Object.fromEntries(chosen.map(({ key, value }) => [key, value])));
  if (result.success) return result.data;
  const wrong = new Set(result.error.issues.map((issue) => issue.path[0]));
  const findings = chosen.filter(({ key }) => wrong.has(key)).map(describeFinding);
  throw new SextantError('config_invalid', findings.join('\n'), { hint: 'Correct the value, or leave it out.' });
}

interface Chosen {
  readonly key: ConfigKey;
  readonly value: unknown;
  /** The flag, variable or place in the file that gave the value. */
  readonly origin: string;
}

function choose(key: ConfigKey, { flags, env, defaults }: ConfigInputs, file: RawConfig): Chosen {
  const { variable, flag } = configSources[key];
  if (flags?.[key] !== undefined) return { key, value: flags[key], origin: flag ?? key };
  if (env?.[variable]) return { key, value: env[variable], origin: variable };
  if (file[key] !== undefined) return { key, value: file[key], origin: `${configFileName}: ${key}` };
  return { key, value: defaults?.[key], origin: key };
}

/** What may hold a password, at least by mistake. */
const secretKeys: readonly ConfigKey[] = ['databaseUrl', 'url', 'apiKey', 'otlpEndpoint', 's3Endpoint'];

function describeFinding({ key, value, origin }: Chosen): string {
  const shown = secretKeys.includes(key) ? 'not legal' : `${JSON.stringify(value)}, which is not legal`;
  return `${origin} is ${shown}: give ${configSources[key].legal}.`;
}

function checkFile(file: unknown): RawConfig {
  if (file === undefined) return {};
  const result = z.record(z.string(), z.unknown()).safeParse(file);
  if (!result.success) {
    throw new SextantError('config_invalid', `${configFileName} must hold one object, e.g. { "port": 8787 }.`);
  }
  const unknown = Object.keys(result.data).filter((key) => !Object.hasOwn(configSources, key));
  if (unknown.length === 0) return result.data;
  const names = unknown.map((key) => JSON.stringify(key)).join(', ');
  throw new SextantError('config_invalid', `${configFileName} has unknown keys: ${names}.`, {
    hint: `The keys are ${configKeys.join(', ')}.`,
  });
}

/** What `sextant.config.json` in the folder holds, `undefined` when there is none. Throws `config_invalid` when it is not JSON. */
export function readConfigFile(directory: string): unknown {
  const path = join(directory, configFileName);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SextantError('config_invalid', `${configFileName} cannot be read.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    throw new SextantError('config_invalid', `${configFileName} is not JSON: ${detail}`, { cause: error });
  }
}

const secretParameter = /password/i;

/** The URL with its password, or a parameter that holds one, replaced by three stars. */
export function maskUrl(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  for (const name of url.searchParams.keys()) if (secretParameter.test(name)) url.searchParams.set(name, '***');
  return url.href;
}

type Shown = string | number | readonly string[] | null;

/** The configuration as it may be shown: every key, `null` where nothing is set, secrets masked. */
export const describeConfig = (config: Config): Readonly<Record<ConfigKey, Shown>> =>
  Object.fromEntries(configKeys.map((key) => [key, shown(key, config)])) as Record<ConfigKey, Shown>;

function shown(key: ConfigKey, config: Config): Shown {
  const value = config[key] ?? null;
  if (value === null) return null;
  if (key === 'apiKey') return '***';
  return key === 'databaseUrl' ? maskUrl(String(value)) : value;
}
