import { createNormal, createRandom } from '../../src/random.js';

export interface Plan {
  readonly rows: number;
  readonly inputs: number;
  readonly target: (x: readonly number[], normal: () => number) => string | number;
}

/** Text of a file of uniform inputs between -1 and 1 and a target that follows from them; what a probe must find is planted in it. */
export function plantedCsv(name: string, { rows, inputs, target }: Plan): string {
  const random = createRandom(5, name);
  const normal = createNormal(random);
  const lines = Array.from({ length: rows }, () => {
    const x = Array.from({ length: inputs }, () => 2 * random() - 1);
    return [...x.map((value) => value.toFixed(4)), target(x, normal)].join(',');
  });
  const head = [...Array.from({ length: inputs }, (_, i) => `x${i}`), 'y'];
  return [head.join(','), ...lines, ''].join('\n');
}
