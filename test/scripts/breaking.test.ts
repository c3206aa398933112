import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breakingChanges } from '../../scripts/checks/breaking.mjs';

const thing = {
  type: 'object',
  required: ['id', 'kind'],
  properties: {
    id: { type: 'string' },
    kind: { type: 'string', enum: ['a', 'b'] },
    note: { type: ['string', 'null'] },
    parts: { type: 'array', items: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } } },
  },
};
const wanted = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: { type: 'string', enum: ['a', 'b'] },
    size: { type: 'integer', minimum: 1, maximum: 10 },
    name: { type: 'string', maxLength: 20 },
    of: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  },
};
const json = (name: string) => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});
const released = {
  paths: {
    '/things': {
      post: {
        operationId: 'createThing',
        security: [{ key: [] }],
        parameters: [{ name: 'dry', in: 'query', schema: { type: 'boolean' } }],
        requestBody: { required: true, ...json('Wanted') },
        responses: {
          201: { description: 'It.', headers: { Location: {} }, ...json('Thing') },
          409: { description: 'No.', ...json('Thing') },
        },
      },
      get: {
        operationId: 'getThing',
        security: [],
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 200 } }],
        responses: { 200: { description: 'It.', ...json('Thing') } },
      },
    },
  },
  components: { schemas: { Thing: thing, Wanted: wanted } },
};

type Document = typeof released;
/** Any place of a document, to be changed. */
type Loose = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

/** The released document, changed. */
function changed(change: (document: Document, paths: Loose, schemas: Loose) => void): Document {
  const document = structuredClone(released);
  change(document, document.paths as unknown as Loose, document.components.schemas as unknown as Loose);
  return document;
}
const breaksOf = (document: object): string[] => breakingChanges(released, { ...document });

describe('a break for clients', () => {
  it.each<[string, Document, RegExp]>([
    ['an operation removed', changed((_, p) => delete p['/things']?.['get']), /^GET \/things: the operation is gone/],
    ['a path renamed', { ...released, paths: { '/stuff': released.paths['/things'] } as never }, /operation is gone/],
    ['an id renamed', changed(({ paths }) => (paths['/things'].get.operationId = 'readThing')), /operationId/],
    ['a key needed', changed(({ paths }) => paths['/things'].get.security.push({} as never)), /needs a key/],
    [
      'a parameter gone',
      changed(({ paths }) => paths['/things'].get.parameters.pop()),
      /query parameter limit is gone/,
    ],
    [
      'a parameter narrowed',
      changed(({ paths }) => (paths['/things'].get.parameters[0] = limit(100))),
      /maximum is narrower/,
    ],
    [
      'a parameter required',
      changed(({ paths }) =>
        paths['/things'].get.parameters.push({ ...limit(9), name: 'of', required: true } as never),
      ),
      /query parameter of is required now/,
    ],
    ['a status gone', changed((_, p) => delete p['/things']?.['post']?.['responses']?.['409']), /response 409 is gone/],
    [
      'a header gone',
      changed(({ paths }) => (paths['/things'].post.responses[201].headers = {} as never)),
      /header Location of the response 201/,
    ],
    [
      'a media type gone',
      changed(({ paths }) => (paths['/things'].get.responses[200].content = {} as never)),
      /media type application\/json is gone/,
    ],
    [
      'a field of answers gone',
      changed((_, __, s) => delete s['Thing']?.['properties']?.['note']),
      /201\/note is gone/,
    ],
    [
      'a field of answers no longer certain',
      changed(({ components }) => components.schemas.Thing.required.pop()),
      /kind may be absent now/,
    ],
    [
      'a field of answers that may be null',
      changed(({ components }) => (components.schemas.Thing.properties.id.type = ['string', 'null'] as never)),
      /its type string is string,null now/,
    ],
    [
      'a field deep in answers gone',
      changed(({ components }) => (components.schemas.Thing.properties.parts.items.properties = {} as never)),
      /201\/parts\/\*\/size is gone/,
    ],
    [
      'a field of requests gone',
      changed((_, __, s) => delete s['Wanted']?.['properties']?.['name']),
      /body\/name is gone/,
    ],
    [
      'a field of requests required',
      changed(({ components }) => components.schemas.Wanted.required.push('size')),
      /body\/size is required now/,
    ],
    [
      'a value of requests gone',
      changed(({ components }) => components.schemas.Wanted.properties.kind.enum.pop()),
      /the value "b" is gone/,
    ],
    [
      'values of requests limited',
      changed(({ components }) => Object.assign(components.schemas.Wanted.properties.name, { enum: ['x'] })),
      /limited to some values/,
    ],
    [
      'a bound of requests narrowed',
      changed(({ components }) => (components.schemas.Wanted.properties.size.minimum = 2)),
      /minimum is narrower/,
    ],
    [
      'a pattern of requests',
      changed(({ components }) => Object.assign(components.schemas.Wanted.properties.name, { pattern: '^a' })),
      /pattern is another/,
    ],
    [
      'a type of requests gone',
      changed(({ components }) => components.schemas.Wanted.properties.of.anyOf.pop()),
      /variants \(anyOf\)/,
    ],
  ])('is %s', (_what, document, line) => {
    expect(breaksOf(document).join('\n')).toMatch(line);
    // Once, though the component is used at several places.
    expect(new Set(breaksOf(document)).size).toBe(breaksOf(document).length);
  });

  it('is a body that is required where none was sent', () => {
    const before = changed((_, p) => delete p['/things']?.['post']?.['requestBody']);
    expect(breakingChanges(before, released)).toEqual(['POST /things: a body is required now']);
  });
});

describe('no break', () => {
  it.each<[string, Document]>([
    ['nothing', released],
    ['an operation', changed((_, p) => Object.assign(p, { '/more': { get: { operationId: 'more', responses: {} } } }))],
    [
      'a parameter that may be left out',
      changed(({ paths }) => paths['/things'].get.parameters.push({ ...limit(9), name: 'of' })),
    ],
    ['a wider bound', changed(({ paths }) => (paths['/things'].get.parameters[0] = limit(500)))],
    ['a status', changed(({ paths }) => Object.assign(paths['/things'].get.responses, { 304: {} }))],
    [
      'a field of answers',
      changed((_, __, s) => Object.assign(s['Thing']?.['properties'] ?? {}, { more: { type: 'string' } })),
    ],
    ['a value in answers', changed(({ components }) => components.schemas.Thing.properties.kind.enum.push('c'))],
    [
      'a field of requests that may be left out',
      changed((_, __, s) => Object.assign(s['Wanted']?.['properties'] ?? {}, { more: {} })),
    ],
    ['a value of requests', changed(({ components }) => components.schemas.Wanted.properties.kind.enum.push('c'))],
    [
      'a field of requests that is not required any more',
      changed(({ components }) => components.schemas.Wanted.required.pop()),
    ],
    [
      'a further type of requests',
      changed(({ components }) => components.schemas.Wanted.properties.of.anyOf.push({ type: 'null' })),
    ],
    ['a description', changed(({ paths }) => (paths['/things'].get.responses[200].description = 'Another.'))],
  ])('is %s', (_what, document) => {
    expect(breaksOf(document)).toEqual([]);
  });

  it('is between the released document and that of today', () => {
    const read = (name: string): Record<string, unknown> => JSON.parse(readFileSync(`openapi/${name}.json`, 'utf8'));
    expect(breakingChanges(read('released'), read('openapi'))).toEqual([]);
    expect(breakingChanges(read('released'), { ...read('openapi'), paths: {} }).length).toBeGreaterThan(20);
  });
});

function limit(maximum: number) {
  return { name: 'limit', in: 'query', schema: { type: 'integer', maximum } };
}
