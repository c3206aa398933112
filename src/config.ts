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

export const configSchema = z.strictObject({
  dataDirectory: z.string().min(1).default('.sextant'),
  databaseUrl: z.string().refine(isPostgresUrl).optional(),
  url: z.string().refine(isPlainHttpUrl).optional(),
  apiKey: z
    .string()
    .regex(/^sx_[\w-]{1,100}$/)
    .optional(),
  otlpEndpoint: z.string().refine(isPlainHttpUrl).optional(),
  auditKey: z.string().min(1).optional(),
  host: z.string().min(1).default('127.0.0.1'),
  port: portSchema.default(8787),
  rules: z.string().min(1).optional(),
  backend: z.enum(backendChoices).default('auto'),
  logLevel: z.enum(logLevels).default('warn'),
  requestsPerMinute: wholeSchema.pipe(z.int().min(1)).default(60_000),
  uploadMb: wholeSchema.pipe(z.int().min(1)).default(512),
  workspaceMb: wholeSchema.pipe(z.int().min(1)).default(10_240),
  openProbes: wholeSchema.pipe(z.int().min(1)).default(100),
  probeSeconds: wholeSchema.pipe(z.int().min(1)).default(3600),
  probeTrials: wholeSchema.pipe(z.int().min(1)).default(1000),
  eventStreams: wholeSchema.pipe(z.int().min(1)).default(2000),
  predictions: wholeSchema.pipe(z.int().min(1)).default(16),
  probeMb: wholeSchema.pipe(z.int().min(256)).default(4096),
  ruleCheckSeconds: wholeSchema.pipe(z.int().min(1)).default(30),
  concurrency: wholeSchema.pipe(z.int().min(1)).default(1),
  s3Bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  s3Endpoint: z.string().refine(isPlainHttpUrl).optional(),
  s3Region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('us-east-1'),
  s3Prefix: z
    .string()
    .regex(/^(?!\/)[\w!.*'()/-]{0,500}$/)
    .default(''),
  s3ImportPrefix: z
    .string()
    .regex(/^(?:(?!\.{1,2}\/)(?:[\w!.*'()-]|\{workspace\})+\/)+$/)
    .max(500)
    .optional(),
  fileCacheMb: wholeSchema.pipe(z.int().min(1)).default(4096),
  redact: redactSchema,
  labelsBelow: wholeSchema.pipe(z.int().min(0)).default(rareBelow),
  retentionDays: wholeSchema.pipe(z.int().min(1)).optional(),
  unpackedMb: wholeSchema.pipe(z.int().min(1)).default(4096),
});

export type Config = Readonly<z.infer<typeof configSchema>>;
export type ConfigKey = keyof Config;
type RawConfig = Readonly<Partial<Record<ConfigKey, unknown>>>;

/** What each key is for, where it may be set, and its legal values in words: for messages, help and the reference. */
export const configSources: Readonly<
  Record<ConfigKey, { what: string; variable: string; flag?: string; legal: string }>
> = {
  dataDirectory: {
    what: 'Folder of the store, the decision log, data files and models. Relative to the working directory.',
    variable: 'SEXTANT_DATA_DIR',
    flag: '--data-dir',
    legal: 'the path of a folder',
  },
  databaseUrl: {
    what: 'Postgres in place of the database in `dataDirectory`.',
    variable: 'DATABASE_URL',
    legal: 'a URL like postgres://user:password@host:5432/database',
  },
  url: {
    what: 'A server to which commands speak instead of working themselves.',
    variable: 'SEXTANT_URL',
    flag: '--url',
    legal: 'a URL like http://host:8787, without a password',
  },
  apiKey: {
    what: 'The key with which commands speak to a server.',
    variable: 'SEXTANT_API_KEY',
    flag: '--key',
    legal: 'a key like sx_...',
  },
  otlpEndpoint: {
    what: 'Where the service sends its traces, by OTLP over HTTP; none: it makes none.',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    legal: 'a URL like http://host:4318, without a password',
  },
  auditKey: {
    what: "PEM file of the Ed25519 key that signs notes on the trail; none: one in the user's folder of configuration. Made where it is not there.",
    variable: 'SEXTANT_AUDIT_KEY',
    legal: 'the path of a PEM file',
  },
  host: {
    what: 'Address on which the service listens.',
    variable: 'HOST',
    flag: '--host',
    legal: 'a host name or address',
  },
  port: {
    what: 'Port on which the service listens; 0: any free one.',
    variable: 'PORT',
    flag: '--port',
    legal: 'a whole number from 0 to 65535',
  },
  rules: {
    what: "Folder of an organisation's own rules, which go before the built-in ones. Relative to the working directory.",
    variable: 'SEXTANT_RULES',
    flag: '--rules',
    legal: 'the path of a folder of rules',
  },
  backend: {
    what: 'What runs the training; `auto` takes the fastest that loads.',
    variable: 'SEXTANT_BACKEND',
    flag: '--backend',
    legal: backendChoices.join(', '),
  },
  logLevel: {
    what: 'Lines below it are not logged.',
    variable: 'LOG_LEVEL',
    legal: logLevels.join(', '),
  },
  requestsPerMinute: {
    what: 'Requests that the service takes from a key in a minute.',
    variable: 'SEXTANT_REQUESTS_PER_MINUTE',
    legal: 'a whole number from 1',
  },
  uploadMb: {
    what: 'MB of an uploaded file.',
    variable: 'SEXTANT_UPLOAD_MB',
    legal: 'a whole number from 1',
  },
  workspaceMb: {
    what: 'MB of all datasets of a workspace.',
    variable: 'SEXTANT_WORKSPACE_MB',
    legal: 'a whole number from 1',
  },
  openProbes: {
    what: 'Probes of a workspace that wait or run.',
    variable: 'SEXTANT_OPEN_PROBES',
    legal: 'a whole number from 1',
  },
  probeSeconds: {
    what: 'Seconds of a probe that is asked for over HTTP, at most.',
    variable: 'SEXTANT_PROBE_SECONDS',
    legal: 'a whole number from 1',
  },
  probeTrials: {
    what: 'Trials of a probe that is asked for over HTTP, at most.',
    variable: 'SEXTANT_PROBE_TRIALS',
    legal: 'a whole number from 1',
  },
  eventStreams: {
    what: 'Streams of events that a process has open at once.',
    variable: 'SEXTANT_EVENT_STREAMS',
    legal: 'a whole number from 1',
  },
  predictions: {
    what: 'Requests for predictions that a process answers at once.',
    variable: 'SEXTANT_PREDICTIONS',
    legal: 'a whole number from 1',
  },
  probeMb: {
    what: 'MB that a probe may keep in memory, all its processes together.',
    variable: 'SEXTANT_PROBE_MB',
    legal: 'a whole number from 256',
  },
  ruleCheckSeconds: {
    what: 'Seconds of one look at an uploaded rule set: what takes longer is not proven.',
    variable: 'SEXTANT_RULE_CHECK_SECONDS',
    legal: 'a whole number from 1',
  },
  concurrency: {
    what: 'Probes that a worker runs at once.',
    variable: 'SEXTANT_CONCURRENCY',
    flag: '--concurrency',
    legal: 'a whole number from 1',
  },
  s3Bucket: {
    what: 'Bucket of an S3-compatible storage for uploaded files, in place of `dataDirectory`. Keys of access are those that the AWS SDK finds.',
    variable: 'SEXTANT_S3_BUCKET',
    legal: 'the name of a bucket',
  },
  s3Endpoint: {
    what: 'Of a storage other than that of AWS.',
    variable: 'SEXTANT_S3_ENDPOINT',
    legal: 'a URL like https://host:9000, without a password',
  },
  s3Region: {
    what: 'Region of the bucket.',
    variable: 'SEXTANT_S3_REGION',
    legal: 'the name of a region',
  },
  s3Prefix: {
    what: 'What the keys of all objects begin with.',
    variable: 'SEXTANT_S3_PREFIX',
    legal: "letters, digits and _!.*'()/-, e.g. sextant/",
  },
  s3ImportPrefix: {
    what: 'What the keys of those objects begin with that callers may take in as datasets without an upload; `{workspace}` stands for the id of their workspace. None: they may take in none.',
    variable: 'SEXTANT_S3_IMPORT_PREFIX',
    legal: "letters, digits, _!.*'()- and {workspace}, each part with a / behind it, e.g. incoming/{workspace}/",
  },
  fileCacheMb: {
    what: 'MB of copies on this machine of files that are in the bucket.',
    variable: 'SEXTANT_FILE_CACHE_MB',
    legal: 'a whole number from 1',
  },
  redact: {
    what: 'Members of a line of the decision log that are left out of it: `actor,outcome.reason`. The record has them.',
    variable: 'SEXTANT_REDACT',
    legal: 'names such as actor, settings or outcome.reason, with commas between them',
  },
  labelsBelow: {
    what: 'Labels of classes with fewer rows are not put on record; their counts are. 0: all are.',
    variable: 'SEXTANT_LABELS_BELOW',
    legal: 'a whole number from 0',
  },
  retentionDays: {
    what: 'Days that a service keeps entries of its trails; none: it prunes nothing by itself.',
    variable: 'SEXTANT_RETENTION_DAYS',
    legal: 'a whole number from 1',
  },
  unpackedMb: {
    what: 'MB that a file in gzip may unpack to.',
    variable: 'SEXTANT_UNPACKED_MB',
    legal: 'a whole number from 1',
  },
};

const configKeys = Object.keys(configSources) as ConfigKey[];

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
