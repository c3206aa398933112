import type { RemoteServer } from '../application.js';
import type { ListRequest } from '../../decide/list-decisions.js';
import { notThere, type Place, type Verbs } from '../verbs.js';
import {
  decisionAnswer,
  explanationAnswer,
  keyAnswer,
  newKeyAnswer,
  pageAnswer,
  recommendationAnswer,
} from './answers.js';
import { createClient } from './client.js';
import { recommendThere } from './recommend.js';

/** The verbs as a server does them, in the workspace of the key. */
export function remoteVerbs(server: RemoteServer): Verbs {
  const client = createClient(server);
  const { read } = client;
  /** What has to be told to the server before the program ends. */
  const farewells = new Set<Promise<unknown>>();
  const checkPlace = ({ workspace }: Place): void => {
    if (workspace !== undefined) throw notThere('--workspace', client.url);
  };
  return {
    advise: ({ profile, settings }) =>
      read(recommendationAnswer, '/v1/recommendations', {
        method: 'POST',
        json: { profile, constraints: { settings } },
      }),
    recommend: (request, options) =>
      recommendThere(client, request, { ...options, onFarewell: (telling) => farewells.add(telling) }),
    listDecisions: async (request) =>
      (await read(pageAnswer(decisionAnswer), `/v1/decisions?${queryOf(request).toString()}`)).data,
    explain: async (id) => {
      const decisionId = id.startsWith('rec_')
        ? (await read(recommendationAnswer, `/v1/recommendations/${encodeURIComponent(id)}`)).decisionId
        : id;
      return read(explanationAnswer, `/v1/decisions/${encodeURIComponent(decisionId)}/explanation`);
    },
    createKey: async ({ name, scopes, expiresAt, workspace }) => {
      checkPlace({ workspace });
      const json = { name, scopes, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
      const made = await read(newKeyAnswer, '/v1/keys', { method: 'POST', json });
      return { key: made.key, of: keyAnswer.parse(made) };
    },
    listKeys: async ({ limit, ...place }) => {
      checkPlace(place);
      return (await read(pageAnswer(keyAnswer), `/v1/keys?limit=${limit}`)).data;
    },
    revokeKey: ({ id, ...place }) => {
      checkPlace(place);
      return read(keyAnswer, `/v1/keys/${encodeURIComponent(id)}`, { method: 'DELETE' });
    },
    close: async () => {
      await Promise.allSettled(farewells);
    },
  };
}

/** The filters as the operation names them. */
function queryOf({ limit, recommendationId, datasetHash, from, to, ...filter }: ListRequest): URLSearchParams {
  const { kind, actor, rule, slot, value, verdict } = filter;
  const named = { kind, actor, rule, slot, value, verdict, recommendation: recommendationId, dataset: datasetHash };
  const times = Object.entries({ from, to }).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, new Date(at).toISOString()] as [string, string]],
  );
  const texts = Object.entries(named).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text] as [string, string]],
  );
  return new URLSearchParams([['limit', String(limit)], ...texts, ...times]);
}
