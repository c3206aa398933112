import type { RemoteServer } from '../application.js';
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
    listDecisions: async ({ limit, recommendationId, datasetHash, from, to, ...filter }) => {
      const { kind, actor, rule, slot, value, verdict } = filter;
      const asked = {
        ...{ kind, actor, rule, slot, value, verdict },
        limit,
        recommendation: recommendationId,
        dataset: datasetHash,
        from: from === undefined ? undefined : new Date(from).toISOString(),
        to: to === undefined ? undefined : new Date(to).toISOString(),
      };
      const given = Object.entries(asked).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as [string, string]],
      );
      return (await read(pageAnswer(decisionAnswer), `/v1/decisions?${new URLSearchParams(given).toString()}`)).data;
    },
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
