import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ProbeRequest, RecommendRequest } from '../../decide/schema.js';
import { SextantError } from '../../errors.js';
import { openFile } from '../../profile/open-file.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { notThere, type Recommended, type RecommendVerbOptions } from '../verbs.js';
import { type Output, pagesOf, writeParts, writeTexts } from '../write-output.js';
import { datasetAnswer, pageAnswer, probeAnswer, recommendationAnswer } from './answers.js';
import { type Client, isErrorCode } from './client.js';
import { followProbe } from './events.js';

export interface RecommendThereOptions extends RecommendVerbOptions {
  /** Gets what still has to reach the server before the program ends. */
  readonly onFarewell: (telling: Promise<unknown>) => void;
}

/**
 * Uploads the file, has settings recommended and tested there, and follows the probe. At the signal the probe is ended, and
 * what it knew by then is the answer.
 * @throws SextantError `usage_invalid` for what a server cannot do, and what the client throws
 */
export async function recommendThere(
  client: Client,
  request: RecommendRequest,
  { signal, onProgress, onFarewell }: RecommendThereOptions,
): Promise<Recommended> {
  checkRequest(client, request);
  const datasetId = await datasetOf(client, request.file);
  const made = await client.read(recommendationAnswer, '/v1/recommendations', {
    method: 'POST',
    json: bodyOf(request, datasetId),
  });
  if (!made.probe) return recommended(client, made);
  const { id } = made.probe;
  const cancel = (): void => onFarewell(cancelProbe(client, id));
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await followProbe(client, id, onProgress);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  const { error } = await client.read(probeAnswer, `/v1/probes/${id}`);
  if (error) throw new SextantError(isErrorCode(error.code) ? error.code : 'internal', error.detail);
  return recommended(client, await client.read(recommendationAnswer, `/v1/recommendations/${made.id}`));
}

const recommended = (client: Client, recommendation: Recommendation): Recommended => ({
  recommendation,
  write: (output) => writeThere(client, recommendation, output),
});

/** The model stays with the server, which predicts by it and writes a program when it is asked for one; those of an earlier run go. */
async function writeThere(
  client: Client,
  recommendation: Recommendation,
  output: Output,
): Promise<Record<string, string>> {
  const rules = await (await client.ask('/rules')).text();
  const pages = await pagesOf({ ...output, reader: 'remoteCommand' }, recommendation, rules);
  const written = await writeTexts(output.folder, pages);
  const { scriptFormatNames, scriptFormats } = await import('../../export/formats.js');
  await writeParts(output.folder, { programs: Object.values(scriptFormats) });
  const there = `${client.url}/v1/recommendations/${recommendation.id}`;
  const programs = `not written: GET ${there}/exports/{format} gives one, where the format is ${scriptFormatNames.join(', ')}`;
  if (!recommendation.probe?.finalModel)
    return { ...written, programs, model: 'not written: a server trains none without a probe' };
  const predictions = `${there}/predictions`;
  return { ...written, programs, model: 'not written: it stays with the server, which predicts by it', predictions };
}

function checkRequest({ url }: Client, { test, predict, trainingSeconds }: RecommendRequest): void {
  if (test !== undefined) throw notThere('--test', url);
  if (predict !== undefined) throw notThere('--predict', url);
  if (trainingSeconds !== undefined) throw notThere('--budget beside --no-probe', url);
}

/** Datasets that are looked through for the file. */
const mostLookedAt = 200;

/** The file as a dataset of the server: one that is there already is not sent again. */
async function datasetOf(client: Client, file: string): Promise<string> {
  const name = basename(file);
  const source = await openFile(file);
  // What a pipe gives would be gone once it is hashed: it is sent in any case.
  const isFile = (await source.stat()).isFile();
  const found = isFile ? await findDataset(client, name, await hashOf(source)) : undefined;
  if (found) return found.id;
  const bytes = (isFile ? await openFile(file) : source).createReadStream();
  const body = Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
  const headers = { 'Content-Type': 'application/octet-stream' };
  const path = `/v1/datasets?${new URLSearchParams({ name }).toString()}`;
  return (await client.read(datasetAnswer, path, { method: 'POST', body, headers })).id;
}

async function findDataset(client: Client, name: string, hash: string) {
  const { data } = await client.read(pageAnswer(datasetAnswer), `/v1/datasets?limit=${mostLookedAt}`);
  return data.find((one) => one.hash === hash && one.name === name);
}

async function hashOf(source: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of source.createReadStream()) hash.update(part as Uint8Array);
  return hash.digest('hex');
}

const bodyOf = (request: RecommendRequest, id: string): object => {
  const { target, task, metric, ignore, group, time, weight, skipBadRows, settings = {}, probe, seed } = request;
  return {
    dataset: { id, target, task, metric, ignore, group, time, weight, skipBadRows },
    constraints: { settings },
    probe: probe && { ...boundOf(probe), depthStart: probe.depthStart, seed },
  };
};

const boundOf = (probe: ProbeRequest): object =>
  'budgetSeconds' in probe ? { budgetSeconds: probe.budgetSeconds } : { trialsLimit: probe.trialsLimit };

/** Longer than a server takes that is well; one that is not must not hold up the end. */
const cancelMs = 3_000;

/** One that has ended meanwhile has what was wanted. */
const cancelProbe = (client: Client, id: string): Promise<unknown> =>
  client
    .ask(`/v1/probes/${id}/cancel`, { method: 'POST', signal: AbortSignal.timeout(cancelMs) })
    .catch(() => undefined);
