/** Numbers by which sorting and selecting may go wrong, each as a function of the row. */
export const numberLists: readonly (readonly [what: string, valueOf: (row: number) => number])[] = [
  ['of both signs', (row) => Math.sin(row * row) * 10 ** (row % 9)],
  ['above zero', (row) => Math.abs(Math.sin(row)) + 1],
  ['below zero', (row) => -Math.abs(Math.sin(row)) - 1],
  ['that share their first bits', (row) => 1 + Math.abs(Math.sin(row)) / 1e9],
  ['whole and repeated', (row) => (row * 7919) % 13],
  ['that are all the same', () => 0.1],
  ['zero with either sign', (row) => [0, -0, 1, -1][row % 4] ?? 0],
  ['of every size', (row) => (row % 2 === 0 ? 1 : -1) * 2 ** ((row % 2098) - 1074)],
  ['without end', (row) => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, row][row % 3] ?? 0],
];
