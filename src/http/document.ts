import { OpenAPIHono } from '@hono/zod-openapi';
import { appVersion } from '../package-info.js';
import { createRecommendationRoute } from './operations/create-recommendation.js';
import { healthLiveRoute } from './operations/health-live.js';
import { type OpenApiDocument, openApiRoute } from './operations/openapi.js';
import { rulesPageRoute } from './operations/rules-page.js';

const routes = [createRecommendationRoute, rulesPageRoute, healthLiveRoute, openApiRoute];

/** The OpenAPI 3.1 document, from the schemas that also check requests. The same on every call. */
export function createDocument(): OpenApiDocument {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  for (const route of routes) registry.registerPath(route);
  const { info, security, servers, tags, paths, components } = getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Sextant',
      version: appVersion(),
      description:
        'Recommends neural-network settings from a profile of a dataset, says why, and records every decision.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    // Nobody is asked who they are: the service answers programs on its own machine only.
    security: [],
    servers: [{ url: 'http://127.0.0.1:8787', description: 'The service on this machine.' }],
    tags: [
      { name: 'recommendations', description: 'Settings with reasons.' },
      { name: 'rules', description: 'What decides, for people.' },
      { name: 'service', description: 'The service itself.' },
    ],
  });
  return { openapi: '3.1.0', info, security, servers, tags, paths, components: { schemas: components?.schemas } };
}
