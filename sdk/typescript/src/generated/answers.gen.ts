// Media types of answers, of operations that answer something else than JSON alone.

export const answerTypes: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/recommendations/{id}/report': ['text/html', 'text/markdown', 'application/json'],
  'GET /v1/recommendations/{id}/exports/{format}': ['text/x-python', 'text/javascript', 'application/json'],
  'GET /v1/recommendations/{id}/model': ['application/zip'],
  'DELETE /v1/datasets/{id}': [],
  'GET /v1/probes/{id}/events': ['text/event-stream'],
  'DELETE /v1/rule-sets/{id}/shadow': [],
  'GET /v1/decisions': ['application/json', 'application/x-ndjson', 'text/csv'],
  'GET /v1/audit/export': ['application/zip'],
  'GET /rules': ['text/html'],
  'GET /metrics': ['text/plain'],
};
