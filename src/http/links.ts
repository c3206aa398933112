/** Operations that take what was just made: each is given a member of the answer as its `id` (OpenAPI 3.1, link objects). */
export const linksTo = (operationIds: readonly string[], member = 'id') =>
  Object.fromEntries(
    operationIds.map((operationId) => [operationId, { operationId, parameters: { id: `$response.body#/${member}` } }]),
  );
