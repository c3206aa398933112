// Paths of operations that may be POSTed again: nothing is done twice.

export const repeatablePaths: readonly RegExp[] = [
  /\/v1\/recommendations\/[^/]+\/predictions$/,
  /\/v1\/datasets\/[^/]+\/profile$/,
  /\/v1\/rule-sets\/[^/]+\/lint$/,
  /\/v1\/audit\/verify$/,
  /\/v1\/decisions\/[^/]+\/replay$/,
  /\/v1\/simulations$/,
];
