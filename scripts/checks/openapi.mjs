// Redocly's recommended rules for the published OpenAPI document: valid by the specification, and of use to a generator.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { root } from '../setup.mjs';

const path = join(root, 'openapi/openapi.json');
const source = readFileSync(path, 'utf8');
const operations = Object.values(JSON.parse(source).paths).flatMap((item) => Object.keys(item));
if (operations.length === 0) throw new Error('the document has no operations');

const config = await createConfig({ extends: ['recommended-strict'], rules: { 'operation-tag-defined': 'error' } });
const found = await lintFromString({ source, absoluteRef: path, config });

/**
 * Health looks at nothing of a request, so that there is nothing that it could refuse.
 * @param {typeof found[number]} problem
 */
const isOfHealth = ({ ruleId, location }) =>
  ruleId === 'operation-4xx-response' && location.every(({ pointer }) => pointer?.startsWith('#/paths/~1health~1'));
const problems = found.filter((problem) => !isOfHealth(problem));
for (const { ruleId, message, location } of problems)
  console.log(`${ruleId}: ${message} (${location.map(({ pointer }) => pointer ?? '').join(', ')})`);
console.log(`${operations.length} operations, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
