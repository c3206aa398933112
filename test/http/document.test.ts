import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDocument } from '../../src/http/document.js';
import { profileJsonSchema } from '../../src/http/json-schemas.js';
import { pages } from '../../src/http/pages/pages.js';
import { recommendActions, recommendPages } from '../../src/http/pages/recommend.js';
import { profileSchema } from '../../src/profile/schema.js';
import { createService, post } from './helpers.js';

/** For people, and in no document. */
const pagePaths = ['/login', '/logout', ...[...pages, ...recommendPages, ...recommendActions].map(({ path }) => path)];
const isPage = (path: string): boolean => pagePaths.includes(path) || path.startsWith('/docs');

const documentShape = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    examples: z.record(z.string(), z.unknown()),
  }),
});
const document = documentShape.parse(createDocument());

const irisCsv = [
  'petal,species',
  ...Array.from({ length: 30 }, (_, i) => `${i % 7},${i % 2 ? 'setosa' : 'virginica'}`),
].join('\n');

/** Every member called `name`, at any depth. */
function membersOf(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(key === name ? [inner] : []), ...membersOf(inner, name)]);
}

/** What the examples of a body say; a `value` within one is no example. */
const valuesOf = (examples: unknown): unknown[] =>
  Object.values(z.record(z.string(), z.object({ value: z.unknown() })).parse(examples)).map(({ value }) => value);

const idSchema = z.object({ id: z.string() });
const advisedSchema = idSchema.extend({ decisionId: z.string() });

/** A service with a dataset, and a recommendation of it. */
async function createFilled() {
  const { app } = createService();
  const upload = { method: 'POST', body: irisCsv, headers: { 'Content-Type': 'text/csv' } };
  const { id: dataset } = idSchema.parse(await (await app.request('/v1/datasets?name=iris.csv', upload)).json());
  const advised = await app.request('/v1/recommendations', post({ dataset: { id: dataset, target: ['species'] } }));
  const { id: recommendation, decisionId: decision } = advisedSchema.parse(await advised.json());
  return { app, ids: { datasets: dataset, recommendations: recommendation, decisions: decision } };
}

/** An example that names a dataset, with one that is there. */
const ofDataset = (example: unknown, id: string): unknown => {
  const named = z.looseObject({ dataset: z.looseObject({ id: z.string() }) }).safeParse(example);
  return named.success ? { ...named.data, dataset: { ...named.data.dataset, id, target: ['species'] } } : example;
};

describe('the OpenAPI document', () => {
  it('is what the service answers and what is published', async () => {
    const { app } = createService();
    const answered: unknown = await (await app.request('/openapi.json')).json();
    expect(answered).toEqual(JSON.parse(JSON.stringify(document)));
    expect(answered).toEqual(JSON.parse(readFileSync('openapi/openapi.json', 'utf8')));
  });

  it('has every route of the app, each with an id of its own', () => {
    const { app } = createService();
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && !isPage(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual([...new Set(routes)].toSorted());
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers only to components that it has', () => {
    const { schemas, examples } = document.components;
    const parts = Object.entries({ schemas, examples });
    const known = parts.flatMap(([part, of]) => Object.keys(of).map((name) => `#/components/${part}/${name}`));
    expect(known).toContain('#/components/schemas/Recommendation');
    for (const reference of membersOf(document, '$ref')) expect(known).toContain(reference);
  });

  it('has examples that the service accepts, for every operation that reads a body', async () => {
    const posts = Object.entries(document.paths).flatMap(([path, { post: posted }]) =>
      posted ? [{ path, posted }] : [],
    );
    expect(posts.length).toBeGreaterThanOrEqual(2);
    const filled = await createFilled();
    for (const { path, posted } of posts) {
      if (!('requestBody' in posted) || membersOf(posted, 'application/octet-stream').length > 0) continue;
      const examples = membersOf(posted['requestBody'], 'examples').flatMap(valuesOf);
      expect(examples, path).not.toEqual([]);
      for (const example of examples) {
        // The first key closes a service to those who have none.
        const { app, ids } = path === '/v1/keys' ? await createFilled() : filled;
        const id = new Map(Object.entries(ids)).get(path.split('/')[2] ?? '') ?? '';
        const response = await app.request(path.replace('{id}', id), post(ofDataset(example, ids.datasets)));
        // There is a schema to pass before a model is missing, another probe under way, or no storage to take files from.
        const unready = /"(?:model_missing|probe_unfinished)"|takes in no files that lie in a storage/;
        const isAccepted = response.ok || unready.test(await response.text());
        expect(isAccepted, `${path} ${response.status}`).toBe(true);
      }
    }
  });
});

describe('the schema of a profile', () => {
  const { anyOf, ...rest } = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(profileJsonSchema())));
  const alternatives = z.array(z.strictObject({ required: z.array(z.string()) })).parse(anyOf);
  const members = z.fromJSONSchema(rest);
  const isLegal = (profile: object): boolean =>
    members.safeParse(profile).success &&
    alternatives.some(({ required }) => required.every((name) => name in profile));

  it.each([
    { task: 'binary', rows: 5, columns: {} },
    { rows: 5, columns: { numeric: 1 }, target: { type: 'number' } },
    { rows: 5, columns: {} },
    { task: 'binary', rows: 0, columns: {} },
    { task: 'binary', rows: 5 },
    { task: 'binary', rows: 5, columns: {}, extra: 1 },
  ])('agrees with the code about %j', (profile) => {
    expect(isLegal(profile)).toBe(profileSchema.safeParse(profile).success);
  });
});
