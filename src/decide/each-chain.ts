import { asSextantError, SextantError } from '../errors.js';

interface ChainPlace {
  readonly chainId: string;
  /** Place of the last entry. */
  readonly seq: number;
}

interface Failure {
  readonly chainId: string;
  readonly error: unknown;
}

/**
 * Does something for one chain after the other. What fails for one of them keeps it from no other, but where the store is away, and is thrown at the end.
 * @throws SextantError with the code of the first failure, and all chains of which there was one in the field `chains`
 */
export async function eachChain<T>(
  chains: readonly ChainPlace[],
  use: (chain: ChainPlace) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = [];
  const failures: Failure[] = [];
  for (const chain of chains) {
    try {
      done.push(await use(chain));
    } catch (error) {
      failures.push({ chainId: chain.chainId, error });
      // Each of the others would wait for it as long.
      if (asSextantError(error).code === 'store_unavailable') break;
    }
  }
  const [first, ...others] = failures;
  if (first !== undefined) throw failureOf(first, others);
  return done;
}

function failureOf({ chainId, error }: Failure, others: readonly Failure[]): SextantError {
  const { code, message, hint, fields } = asSextantError(error);
  const ids = others.map((other) => other.chainId);
  const rest = ids.length === 0 ? '' : ` It failed for these chains as well: ${ids.join(', ')}.`;
  return new SextantError(code, `Chain ${chainId}: ${message}${rest}`, {
    ...(hint !== undefined && { hint }),
    fields: { ...fields, chains: [chainId, ...ids] },
    cause: others.length === 0 ? error : new AggregateError([error, ...others.map((other) => other.error)]),
  });
}
