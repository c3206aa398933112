import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkComplete, checkSaid, generate } from '../../scripts/generators/python-sdk.js';
import { type Document, operationsOf, prepare, readDocument } from '../../scripts/generators/python/document.js';
import { canMakeEnvironments, environmentTimeoutMs } from '../../scripts/generators/python/environment.js';

const text = readFileSync(fileURLToPath(new URL('../../openapi/openapi.json', import.meta.url)), 'utf8');

/** A document of one operation. */
const documentOf = (
  over: Readonly<Record<string, unknown>> = {},
  schemas: Readonly<Record<string, unknown>> = {},
): Document =>
  readDocument(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'One', version: '1' },
      paths: {
        '/things/{id}': {
          get: {
            operationId: 'getThing',
            tags: ['things'],
            parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
            responses: { 200: { description: 'It.', content: { 'application/json': { schema: { type: 'string' } } } } },
            ...over,
          },
        },
      },
      components: { schemas },
    }),
  );

describe.skipIf(!canMakeEnvironments)('the generator of the Python SDK', () => {
  it('makes a module of an operation', { timeout: environmentTimeoutMs }, async () => {
    const made = await generate(documentOf());
    expect(made['api/things/get_thing.py']).toContain('def sync_detailed(');
    expect(() => checkComplete(documentOf(), made)).not.toThrow();
  });

  it('fails where an operation is left out, and says which', { timeout: environmentTimeoutMs }, async () => {
    const optional = [{ in: 'path', name: 'id', required: false, schema: { type: ['integer', 'null'] } }];
    await expect(generate(documentOf({ parameters: optional }))).rejects.toThrow('GET /things/{id}');
  });

  it('fails where an answer is left out', { timeout: environmentTimeoutMs }, async () => {
    const responses = { 200: { description: 'It.', content: { 'application/x-unknown': { schema: {} } } } };
    await expect(generate(documentOf({ responses }))).rejects.toThrow('application/x-unknown');
  });
});

describe('what was generated of Python', () => {
  it.each(['WARNING parsing GET /things', 'Endpoint will not be generated', 'Unable to process schema'])(
    'is not taken after "%s"',
    (said) => expect(() => checkSaid(said)).toThrow(said),
  );

  it('is not taken without an operation, with a body that can be anything, or without a class', () => {
    const module = { 'api/things/get_thing.py': 'def sync_detailed(\n    body: Any,' };
    const schemas = { Thing: { type: 'object', properties: { a: {} } } };
    expect(() => checkComplete(documentOf(), {})).toThrow('lacks getThing');
    expect(() => checkComplete(documentOf(), module)).toThrow('lacks getThing');
    expect(() => checkComplete(documentOf({}, schemas), { 'api/things/get_thing.py': 'def sync_detailed(' })).toThrow(
      'lacks Thing',
    );
  });
});

describe('the document that Python is generated from', () => {
  it('has every operation, with what it answers where it goes well', () => {
    const prepared = prepare(readDocument(text));
    const ids = (document: Document) => operationsOf(document).map(({ operationId }) => operationId);
    expect(ids(prepared)).toEqual(ids(readDocument(text)));
    expect(new Set(operationsOf(prepared).flatMap(({ responses }) => Object.keys(responses)))).toEqual(
      new Set(['200', '201', '204']),
    );
  });

  it('has what is written out twice once, under the name of the first', () => {
    const inner = { type: 'object', properties: { a: { type: 'string' } } };
    const { components } = prepare(
      documentOf(
        {},
        {
          First: { type: 'object', properties: { its: inner } },
          Second: { type: 'object', properties: { other: { type: 'array', items: inner } } },
        },
      ),
    );
    const reference = { $ref: '#/components/schemas/FirstIts' };
    expect(components.schemas).toEqual({
      First: { type: 'object', properties: { its: reference } },
      Second: { type: 'object', properties: { other: { type: 'array', items: reference } } },
      FirstIts: inner,
    });
  });

  it('has components in a union, and no conditions on members', () => {
    const member = (kind: string) => ({ type: 'object', properties: { kind: { type: 'string', const: kind } } });
    const { components } = prepare(
      documentOf(
        {},
        {
          Either: { oneOf: [member('one'), member('other')] },
          Both: { type: 'object', properties: { a: {} }, anyOf: [{ required: ['a'] }], not: { required: ['b'] } },
        },
      ),
    );
    expect(components.schemas).toEqual({
      Either: { oneOf: [{ $ref: '#/components/schemas/EitherOne' }, { $ref: '#/components/schemas/EitherOther' }] },
      Both: { type: 'object', properties: { a: {} } },
      EitherOne: member('one'),
      EitherOther: member('other'),
    });
  });

  it('does not take two schemas for one', () => {
    const inner = { type: 'object', properties: { a: {} } };
    const schemas = { A: { type: 'object', properties: { its: inner, b: inner } }, AIts: { type: 'object' } };
    expect(() => prepare(documentOf({}, schemas))).toThrow('AIts');
  });
});
