import { OpenAPIHono } from '@hono/zod-openapi';
import { appVersion } from '../package-info.js';
import { componentExamples, withExamples } from './examples.js';
import { healthOperations, operationsOf } from './operations.js';
import type { OpenApiDocument } from './operations/openapi.js';

/** The OpenAPI 3.1 document, from the schemas that also check requests. The same on every call. */
export function createDocument(): OpenApiDocument {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  const operations = operationsOf({ metrics: noMetrics, createDocument });
  for (const { route } of [...operations, ...healthOperations]) registry.registerPath(withExamples(route));
  registry.registerComponent('securitySchemes', 'apiKey', apiKey);
  const { info, security, servers, tags, paths, components } = getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Sextant',
      version: appVersion(),
      description:
        'Recommends neural-network settings from a profile of a dataset, says why, and records every decision.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    security: [],
    servers: [{ url: 'http://127.0.0.1:8787', description: 'The service on this machine.' }],
    tags: [
      { name: 'recommendations', description: 'Settings with reasons.' },
      { name: 'datasets', description: 'Files that profiles and probes are made of.' },
      { name: 'probes', description: 'Short trainings that test a recommendation.' },
      { name: 'decisions', description: 'What was decided, on which facts, by which rules.' },
      { name: 'audit', description: 'The tamper-evident trail of decisions.' },
      { name: 'keys', description: 'Who may do what.' },
      { name: 'rules', description: 'What decides, and which rules do.' },
      { name: 'service', description: 'The service itself.' },
    ],
  });
  const { schemas, securitySchemes } = components ?? {};
  const parts = { schemas, examples: componentExamples(), securitySchemes };
  return { openapi: '3.1.0', info, security, servers, tags, paths, components: parts };
}

const apiKey = {
  type: 'http',
  scheme: 'bearer',
  description:
    'A key of the service, `sx_...`. A service without any key answers programs on its own machine without one.',
} as const;

/** The document needs the operation's description alone. */
const noMetrics = { text: () => Promise.resolve(''), contentType: 'text/plain' };
