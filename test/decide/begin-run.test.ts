import { expect, it } from 'vitest';
import { recommend } from '../../src/decide/recommend.js';
import { createBench } from './context.js';

const bench = createBench();

it('a transform that the target does not have is refused before anything is trained', async () => {
  const rows = Array.from({ length: 60 }, (_, row) => `${row % 7},${(row % 11) - 3}.5`);
  const asked = recommend(bench.context, {
    file: bench.write('below.csv', ['x,y', ...rows].join('\n')),
    target: ['y'],
    task: 'regression',
    seed: 0,
    settings: { targetTransform: 'log1p' },
  });
  await expect(asked).rejects.toMatchObject({
    code: 'settings_invalid',
    message: expect.stringContaining('log1p') as string,
    fields: { slot: 'targetTransform' },
  });
});
