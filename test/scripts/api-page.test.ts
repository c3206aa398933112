import { describe, expect, it } from 'vitest';
import { apiPage } from '../../scripts/generators/reference/api.js';

const responses = { 200: { description: 'It is there.' } };
const documentOf = (tag: string) => ({
  tags: [{ name: 'Rules', description: 'What decides.' }],
  paths: {
    '/v1/rules': { get: { operationId: 'listRules', tags: ['Rules'], summary: 'List rules', responses } },
    '/v1/rules/{id}': { get: { operationId: 'getRule', tags: [tag], summary: 'Get a rule', responses } },
  },
});

describe('the reference of operations', () => {
  it('has each of the document', () => {
    const page = apiPage(documentOf('Rules'));
    expect(page).toContain('### listRules');
    expect(page).toContain('### getRule');
  });

  it('is not written where one would be left out', () => {
    expect(() => apiPage(documentOf('Rule'))).toThrow('no section for getRule');
  });
});
