import type { RemoteServer } from '../application.js';
import { lineFormats } from '../../decide/decision-lines.js';
import type { ListRequest } from '../../decide/list-decisions.js';
import { type LinesRequest, notThere, type Place, type Verbs } from '../verbs.js';
import {
  decisionAnswer,
  explanationAnswer,
  flipsAnswer,
  keyAnswer,
  ledgerAnswer,
  newKeyAnswer,
  recommendationAnswer,
  replayAnswer,
  simulationAnswer,
} from './answers.js';
import { type Client, createClient } from './client.js';
import { eachPage, readPages } from './pages.js';
import { recommendThere } from './recommend.js';
import { remoteRuleSets } from './rule-sets.js';
import { remoteTrail } from './trail.js';

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
    listDecisions: (request) => readPages(client, decisionsAsked(request)),
    writeDecisions: (request) => writeDecisions(client, request),
    explain: async (id) => read(explanationAnswer, `${await decisionPath(client, id)}/explanation`),
    override: async ({ recommendationId, ...json }) => {
      const path = `/v1/recommendations/${encodeURIComponent(recommendationId)}/overrides`;
      const response = await client.ask(path, { method: 'POST', json });
      const recommendation = recommendationAnswer.parse(await response.json());
      return { recommendation, decisionId: response.headers.get('Decision-Id') ?? '' };
    },
    evidence: () => read(ledgerAnswer, '/v1/evidence'),
    replay: async ({ id, ...json }) =>
      read(replayAnswer, `${await decisionPath(client, id)}/replay`, { method: 'POST', json }),
    simulate: async ({ from, settings, ...rest }) => {
      const start = 'decision' in from ? { decision: await decisionOf(client, from.decision) } : from;
      const json = { ...start, ...rest, ...(settings && { constraints: { settings } }) };
      return read(simulationAnswer, '/v1/simulations', { method: 'POST', json });
    },
    counterfactuals: async ({ id, slot, mostFacts = 2 }) => {
      const query = new URLSearchParams({ slot, facts: String(mostFacts) }).toString();
      return read(flipsAnswer, `${await decisionPath(client, id)}/counterfactuals?${query}`);
    },
    ruleSets: remoteRuleSets(client),
    trail: remoteTrail(client),
    createKey: async ({ name, scopes, expiresAt, workspace }) => {
      checkPlace({ workspace });
      const json = { name, scopes, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
      const made = await read(newKeyAnswer, '/v1/keys', { method: 'POST', json });
      return { key: made.key, of: keyAnswer.parse(made) };
    },
    listKeys: async ({ limit, ...place }) => {
      checkPlace(place);
      return readPages(client, { entry: keyAnswer, path: '/v1/keys', limit });
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

/** Id of the decision by which a recommendation was made, where it is the id of such a one. */
const decisionOf = async ({ read }: Client, id: string): Promise<string> =>
  id.startsWith('rec_')
    ? (await read(recommendationAnswer, `/v1/recommendations/${encodeURIComponent(id)}`)).decisionId
    : id;

const decisionPath = async (client: Client, id: string): Promise<string> =>
  `/v1/decisions/${encodeURIComponent(await decisionOf(client, id))}`;

async function writeDecisions(client: Client, { format, signal, write, ...request }: LinesRequest): Promise<void> {
  const { mediaType, head, lineOf } = lineFormats[format];
  const { limit, ...asked } = decisionsAsked(request);
  if (limit === undefined) {
    const headers = { Accept: mediaType };
    const { body } = await client.ask(`${asked.path}?${asked.query.toString()}`, { headers, signal });
    if (body) await client.pour(body, write);
    return;
  }
  // Of lines a server gives all, or at most as many as a page may have.
  write(head);
  await eachPage(client, { ...asked, limit }, (entries) => write(entries.map(lineOf).join('')));
}

type Asked = Omit<ListRequest, 'limit'> & Partial<Pick<ListRequest, 'limit'>>;

const decisionsAsked = ({ limit, ...filter }: Asked) => ({
  entry: decisionAnswer,
  path: '/v1/decisions',
  query: queryOf(filter),
  limit,
});

/** The filters as the operation names them. */
function queryOf({ recommendationId, datasetHash, from, to, ...filter }: Omit<Asked, 'limit'>): URLSearchParams {
  const { kind, actor, rule, slot, value, verdict } = filter;
  const named = { kind, actor, rule, slot, value, verdict, recommendation: recommendationId, dataset: datasetHash };
  const times = Object.entries({ from, to }).flatMap(([name, at]) =>
    at === undefined ? [] : [[name, new Date(at).toISOString()] as [string, string]],
  );
  const texts = Object.entries(named).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text] as [string, string]],
  );
  return new URLSearchParams([...texts, ...times]);
}
