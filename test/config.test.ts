import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeConfig, readConfigFile, resolveConfig } from '../src/config.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const failure = (inputs: Parameters<typeof resolveConfig>[0]) => {
  try {
    resolveConfig(inputs);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('configuration', () => {
  it('has a default for all but the database', () => {
    expect(resolveConfig({})).toEqual({
      dataDirectory: '.sextant',
      host: '127.0.0.1',
      port: 8787,
      backend: 'auto',
      logLevel: 'warn',
      requestsPerMinute: 60_000,
      uploadMb: 512,
      workspaceMb: 10_240,
      s3Region: 'us-east-1',
      s3Prefix: '',
      fileCacheMb: 4096,
      unpackedMb: 4096,
      readMb: 1000,
      tableRows: 20_000_000,
      tableColumns: 5000,
      bodyMb: 1,
      batchMb: 16,
      jsonDepth: 64,
      requestSeconds: 300,
      bodySeconds: 30,
      uploadSeconds: 3600,
      openProbes: 100,
      probeSeconds: 3600,
      probeTrials: 1000,
      probeMb: 4096,
      eventStreams: 2000,
      predictions: 16,
      ruleCheckSeconds: 30,
      concurrency: 1,
      redact: [],
      labelsBelow: 10,
    });
  });

  it('takes the flag before the environment before the file before the default', () => {
    const file = { port: 1, host: 'file', dataDirectory: 'file', backend: 'cpu' };
    const env = { PORT: '2', HOST: 'env', SEXTANT_DATA_DIR: 'env' };
    const flags = { port: '3', host: 'flag' };
    const config = resolveConfig({ flags, env, file, defaults: { backend: 'wasm', logLevel: 'info' } });
    expect(config).toMatchObject({
      port: 3,
      host: 'flag',
      dataDirectory: 'env',
      backend: 'cpu',
      logLevel: 'info',
    });
  });

  it('reads what is to be left out of the log, and refuses what makes it a witness', () => {
    const env = { SEXTANT_REDACT: 'actor, outcome.reason' };
    expect(resolveConfig({ env }).redact).toEqual(['actor', 'outcome.reason']);
    expect(resolveConfig({ file: { redact: ['settings.dropout'] } }).redact).toEqual(['settings.dropout']);
    for (const redact of ['entryHash', 'actor,seq', 'actor.', '__proto__'])
      expect(() => resolveConfig({ env: { SEXTANT_REDACT: redact } })).toThrow(/SEXTANT_REDACT is .* not legal/);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(resolveConfig({ env: { PORT: '', DATABASE_URL: '' } })).toMatchObject({ port: 8787 });
  });

  it.each([
    [{ env: { PORT: '65536' } }, 'PORT is "65536", which is not legal: give a whole number from 0 to 65535.'],
    [{ env: { PORT: '1e3' } }, 'PORT is "1e3"'],
    [{ flags: { port: '-1' } }, '--port is "-1"'],
    [
      { env: { SEXTANT_BACKEND: 'gpu' } },
      'SEXTANT_BACKEND is "gpu", which is not legal: give auto, native, wasm, cpu.',
    ],
    [{ flags: { backend: 'gpu' } }, '--backend is "gpu"'],
    [{ env: { LOG_LEVEL: 'loud' } }, 'LOG_LEVEL is "loud"'],
    [{ env: { SEXTANT_S3_BUCKET: 'No_Bucket' } }, 'SEXTANT_S3_BUCKET is "No_Bucket"'],
    [{ env: { SEXTANT_S3_PREFIX: '/files' } }, 'SEXTANT_S3_PREFIX is "/files"'],
    [{ file: { s3Endpoint: 'host:9000' } }, 'sextant.config.json: s3Endpoint is not legal'],
    [{ file: { port: 'x' } }, 'sextant.config.json: port is "x"'],
    [{ file: { prot: 1 } }, 'unknown keys: "prot"'],
    [{ file: [1] }, 'must hold one object'],
  ])('names the place and the legal values: %j', (inputs, message) => {
    const error = failure(inputs);
    expect(error).toMatchObject({ code: 'config_invalid', message: expect.stringContaining(message) });
  });

  it('names every wrong place at once', () => {
    const error = failure({ env: { PORT: 'a', LOG_LEVEL: 'b' } });
    expect(String(error).split('\n')).toHaveLength(2);
  });

  it('never says what DATABASE_URL holds', () => {
    expect(String(failure({ env: { DATABASE_URL: 'mysql://user:secret@host/db' } }))).not.toContain('secret');
    const config = resolveConfig({ env: { DATABASE_URL: 'postgres://user:secret@host/db?sslpassword=secret&a=1' } });
    expect(describeConfig(config)).toMatchObject({ databaseUrl: 'postgres://user:***@host/db?sslpassword=***&a=1' });
    expect(describeConfig(resolveConfig({}))).toMatchObject({ databaseUrl: null });
  });

  it('takes an address of a storage, but no password in it', () => {
    const env = {
      SEXTANT_S3_BUCKET: 'files',
      SEXTANT_S3_ENDPOINT: 'http://127.0.0.1:9000',
      SEXTANT_S3_PREFIX: 'a/b-',
      SEXTANT_S3_IMPORT_PREFIX: 'in/{workspace}/',
    };
    expect(describeConfig(resolveConfig({ env }))).toMatchObject({
      s3Bucket: 'files',
      s3Endpoint: 'http://127.0.0.1:9000',
      s3Region: 'us-east-1',
      s3Prefix: 'a/b-',
      s3ImportPrefix: 'in/{workspace}/',
    });
    expect(describeConfig(resolveConfig({}))).toMatchObject({
      s3Bucket: null,
      s3Endpoint: null,
      s3ImportPrefix: null,
    });
    for (const wrong of ['/in/', 'in', 'in/{other}/', 'in/../files/', './', 'a//', ' '])
      expect(String(failure({ env: { SEXTANT_S3_IMPORT_PREFIX: wrong } })), wrong).toContain('which is not legal');
    const message = String(failure({ env: { SEXTANT_S3_ENDPOINT: 'http://key:secret@host:9000' } }));
    expect(message).toContain('SEXTANT_S3_ENDPOINT is not legal');
    expect(message).not.toContain('secret');
  });

  it('takes the address of a server and a key, and shows no key', () => {
    const key = `sx_${'k'.repeat(43)}`;
    const config = resolveConfig({ env: { SEXTANT_URL: 'https://host', SEXTANT_API_KEY: key } });
    expect(config).toMatchObject({ url: 'https://host', apiKey: key });
    expect(describeConfig(config)).toMatchObject({ url: 'https://host', apiKey: '***' });
    expect(describeConfig(resolveConfig({}))).toMatchObject({ url: null, apiKey: null });
    expect(String(failure({ flags: { apiKey: 'secret' } }))).not.toContain('secret');
    expect(String(failure({ env: { SEXTANT_URL: 'http://user:secret@host' } }))).not.toContain('secret');
  });

  it('is read from a file, where there is one', () => {
    expect(readConfigFile(folder)).toBeUndefined();
    const path = join(folder, 'sextant.config.json');
    writeFileSync(path, '{ "port": 1 }');
    expect(readConfigFile(folder)).toEqual({ port: 1 });
    writeFileSync(path, '{ "port": }');
    expect(() => readConfigFile(folder)).toThrow(/is not JSON/);
  });
});
