import { expect, it } from 'vitest';
import { eachChain } from '../../src/decide/each-chain.js';
import { SextantError } from '../../src/errors.js';

const chains = ['a', 'b', 'c', 'd'].map((chainId, index) => ({ chainId, seq: index + 1 }));

it('does something for every chain, and gives what came of it', async () => {
  expect(await eachChain(chains, ({ chainId, seq }) => Promise.resolve(`${chainId}${seq}`))).toEqual([
    'a1',
    'b2',
    'c3',
    'd4',
  ]);
  expect(await eachChain([], () => Promise.reject(new Error('never')))).toEqual([]);
});

it('goes on where it fails for one, and tells of that at the end', async () => {
  const done: string[] = [];
  const failure = new SextantError('trail_contradicted', 'It is another.', {
    hint: 'Verify it.',
    fields: { note: 'n' },
  });
  const doing = eachChain(chains, ({ chainId }) => {
    if (chainId === 'b') return Promise.reject(failure);
    done.push(chainId);
    return Promise.resolve();
  });
  await expect(doing).rejects.toMatchObject({
    code: 'trail_contradicted',
    message: 'Chain b: It is another.',
    hint: 'Verify it.',
    fields: { note: 'n', chains: ['b'] },
    cause: failure,
  });
  expect(done).toEqual(['a', 'c', 'd']);
});

it('names every chain for which it failed', async () => {
  const doing = eachChain(chains, ({ chainId }) =>
    chainId === 'b' ? Promise.resolve() : Promise.reject(new SextantError('store_failed', `No note on ${chainId}.`)),
  );
  await expect(doing).rejects.toMatchObject({
    code: 'store_failed',
    message: 'Chain a: No note on a. It failed for these chains as well: c, d.',
    fields: { chains: ['a', 'c', 'd'] },
    cause: { errors: [{ message: 'No note on a.' }, { message: 'No note on c.' }, { message: 'No note on d.' }] },
  });
});

it('ends where the store is away', async () => {
  const asked: string[] = [];
  const doing = eachChain(chains, ({ chainId }) => {
    asked.push(chainId);
    return Promise.reject(new SextantError('store_unavailable', 'The database is away.'));
  });
  await expect(doing).rejects.toMatchObject({ code: 'store_unavailable', fields: { chains: ['a'] } });
  expect(asked).toEqual(['a']);
});
