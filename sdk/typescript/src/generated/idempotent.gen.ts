// Paths of operations that take an Idempotency-Key.

export const idempotentPaths: readonly RegExp[] = [
  /\/v1\/recommendations$/,
  /\/v1\/recommendations\/batch$/,
  /\/v1\/recommendations\/[^/]+\/overrides$/,
  /\/v1\/datasets$/,
  /\/v1\/datasets\/import$/,
  /\/v1\/recommendations\/[^/]+\/probes$/,
  /\/v1\/rule-sets$/,
  /\/v1\/keys$/,
];
