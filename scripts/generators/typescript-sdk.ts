import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { z } from 'zod';
import { files as openApiFiles } from './openapi.js';
import { type Lists, listsOf } from './sdk/lists.js';

const place = 'sdk/typescript/src/generated';

/** Whatever else is in it was generated once. */
export const folders = [place];

const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});
type Document = z.infer<typeof documentSchema>;

/** The part of the TypeScript SDK that is made of the OpenAPI document: a method for each operation, with types. */
export async function files(): Promise<Record<string, string>> {
  const { 'openapi/openapi.json': openApi = '{}' } = await openApiFiles();
  const document = documentSchema.parse(JSON.parse(openApi));
  const folder = mkdtempSync(join(tmpdir(), 'sextant-sdk-'));
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(withOpenBodies(document)));
    await createClient({
      input: join(folder, 'openapi.json'),
      output: { path: join(folder, 'out'), importFileExtension: '.js' },
      logs: { level: 'silent' },
      plugins: [
        { name: '@hey-api/client-fetch', throwOnError: true },
        '@hey-api/typescript',
        {
          name: '@hey-api/sdk',
          operations: { strategy: 'single', containerName: 'Operations', methods: 'instance' },
          paramsStructure: 'flat',
          responseStyle: 'data',
        },
      ],
    });
    const made = readAll(join(folder, 'out'));
    const missing = findMissing(document, made['sdk.gen.ts'] ?? '');
    if (missing.length > 0) throw new Error(`the TypeScript SDK lacks ${missing.join(', ')}`);
    const all = { ...made, ...listFiles(listsOf(openApi)) };
    return Object.fromEntries(Object.entries(all).map(([path, text]) => [`${place}/${path}`, unchecked(path, text)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readAll(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')] as const),
  );
}

/** Bodies written out where they are asked for: their members then are parameters of the method like any other. */
function withOpenBodies(document: Document): Document {
  const schemas = (document['components'] as { schemas: Readonly<Record<string, object>> }).schemas;
  const opened = structuredClone(document);
  for (const { requestBody } of Object.values(opened.paths).flatMap((methods) => Object.values(methods))) {
    const json = (requestBody as JsonBody | undefined)?.content['application/json'];
    const name = json?.schema.$ref?.split('/').at(-1) ?? '';
    const schema = schemas[name];
    if (!json || !schema) continue;
    // What excludes what is for the service to say: a type of all combinations helps nobody.
    const { oneOf: _one, anyOf: _any, not: _not, ...open } = schema as Readonly<Record<string, unknown>>;
    json.schema = open;
  }
  return opened;
}

interface JsonBody {
  readonly content: { readonly 'application/json'?: { schema: { readonly $ref?: string } } };
}

/** A generator that leaves out what it does not understand must not go unnoticed: the operations without a method of their own. */
export function findMissing({ paths }: Document, sdk: string): string[] {
  const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  return ids.filter((id) => !sdk.includes(`    public ${id}<`));
}

/** What the generator brings along as it is does not keep to `exactOptionalPropertyTypes`; types that others see are checked in a project of theirs. */
const unchecked = (path: string, text: string): string =>
  /^(client|core)\//.test(path)
    ? `// @ts-nocheck: not of this document, and not written for exactOptionalPropertyTypes.\n${text}`
    : text;

/** What is not in the methods, for the part that is written by hand. */
const listFiles = ({ idempotentPaths, repeatablePaths, answerTypes, problemCodes }: Lists): Record<string, string> => ({
  'idempotent.gen.ts': pathsFile(
    'idempotentPaths',
    'Paths of operations that take an Idempotency-Key',
    idempotentPaths,
  ),
  'repeatable.gen.ts': pathsFile(
    'repeatablePaths',
    'Paths of operations that may be POSTed again: nothing is done twice',
    repeatablePaths,
  ),
  'answers.gen.ts': answersFile(answerTypes),
  'problem-codes.gen.ts': codesFile(problemCodes),
});

function pathsFile(name: string, about: string, paths: readonly string[]): string {
  const patterns = paths.map((path) => `  /${path.replaceAll('/', '\\/').replaceAll(/\{\w+\}/g, '[^/]+')}$/,\n`);
  return `// ${about}.\n\nexport const ${name}: readonly RegExp[] = [\n${patterns.join('')}];\n`;
}

function answersFile(answerTypes: Lists['answerTypes']): string {
  const quoted = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ');
  const lines = Object.entries(answerTypes).map(([operation, types]) => `  '${operation}': [${quoted(types)}],\n`);
  return `// Media types of answers, of operations that answer something else than JSON alone.

export const answerTypes: Readonly<Record<string, readonly string[]>> = {
${lines.join('')}};
`;
}

function codesFile(codes: readonly string[]): string {
  const lines = codes.map((code) => `\n  | '${code}'`);
  return `// Codes of the problems that the document has.\n\nexport type ProblemCode =${lines.join('')};\n`;
}
