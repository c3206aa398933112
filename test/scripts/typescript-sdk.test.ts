import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listsOf } from '../../scripts/generators/sdk/lists.js';
import { files, findMissing } from '../../scripts/generators/typescript-sdk.js';
import { none, problemExamples } from '../../src/http/problem-examples.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = 'sdk/typescript/src/generated';
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});

describe('what is generated of the TypeScript SDK', () => {
  const sdk = readFileSync(join(root, place, 'sdk.gen.ts'), 'utf8');
  const document = documentSchema.parse(JSON.parse(readFileSync(join(root, 'openapi/openapi.json'), 'utf8')));
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );

  it('has every operation, and one that was left out is named', () => {
    expect(ids.length).toBeGreaterThan(40);
    expect(findMissing(document, sdk)).toEqual([]);
    for (const id of ids) expect(findMissing(document, sdk.replace(` public ${id}<`, ' public other<'))).toEqual([id]);
  });

  it('knows what may be sent again', () => {
    const { idempotentPaths, repeatablePaths } = listsOf(readFileSync(join(root, 'openapi/openapi.json'), 'utf8'));
    expect(idempotentPaths).toContain('/v1/datasets');
    expect(repeatablePaths.toSorted()).toEqual([
      '/v1/audit/verify',
      '/v1/datasets/{id}/profile',
      '/v1/decisions/{id}/replay',
      '/v1/recommendations/{id}/predictions',
      '/v1/rule-sets/{id}/lint',
      '/v1/simulations',
    ]);
    expect(repeatablePaths.filter((path) => idempotentPaths.includes(path))).toEqual([]);
  });

  it('has the codes of problems', () => {
    const { problemCodes } = listsOf(readFileSync(join(root, 'openapi/openapi.json'), 'utf8'));
    const documented = Object.entries(problemExamples).flatMap(([code, { of }]) => (of === none ? [] : [code]));
    expect(problemCodes).toEqual(documented.toSorted());
  });

  it('holds no file that is not generated any more', async () => {
    const there = readdirSync(join(root, place), { recursive: true, encoding: 'utf8' });
    const made = Object.keys(await files()).map((path) => path.slice(place.length + 1));
    const isFile = (path: string): boolean => path.endsWith('.ts');
    expect(
      there
        .filter(isFile)
        .map((path) => path.replaceAll('\\', '/'))
        .toSorted(),
    ).toEqual(made.toSorted());
  });
});
