import { z } from 'zod';
import { decisionLineSchema } from '../../src/audit/decision-line.js';
import { createDocument } from '../../src/http/document.js';
import { profileJsonSchema, recommendationJsonSchema } from '../../src/http/json-schemas.js';

const write = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** The OpenAPI document of the service, and the JSON Schemas of what goes in and what comes out. */
export function files(): Promise<Record<string, string>> {
  return Promise.resolve({
    'openapi/openapi.json': write(createDocument()),
    'openapi/schemas/decision-line.schema.json': write(z.toJSONSchema(decisionLineSchema)),
    'openapi/schemas/profile.schema.json': write(profileJsonSchema()),
    'openapi/schemas/recommendation.schema.json': write(recommendationJsonSchema()),
  });
}
