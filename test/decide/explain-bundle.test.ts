import { expect, it } from 'vitest';
import { explainBundle, listBundle } from '../../src/decide/explain-bundle.js';
import { chain, changed, drawEntries, trailOf } from '../audit/trails.js';
import { createShelf } from '../audit/verifiers.js';

const shelf = createShelf();

it('a bundle with payloads that are no JSON has no decisions in them', async () => {
  const entries = chain(changed(drawEntries(3), 2, (entry) => ({ ...entry, payload: '{"id": "dec_2"' })));
  const folder = await shelf.put(trailOf(entries, [3]));
  expect(await listBundle(folder)).toEqual([]);
  await expect(explainBundle(folder, 'dec_2')).rejects.toMatchObject({ code: 'not_found' });
});
