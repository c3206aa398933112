interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export interface Grouping<T, R> {
  /** All or none of them; the results in their order. */
  readonly carryOut: (items: readonly T[]) => Promise<readonly R[]>;
  /** Items of one group. */
  readonly most: number;
  /** Whether a group may have failed because of one of its items: then each is carried out alone. */
  readonly isOfOne: (error: unknown) => boolean;
}

/**
 * What is asked while something is under way waits and is then carried out together: under load the cost of one transaction
 * is shared, and a single request waits for nothing.
 */
export function inGroups<T, R>({ carryOut, most, isOfOne }: Grouping<T, R>): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let isBusy = false;
  const carryOutAll = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      const results = await carryOut(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      if (group.length > 1 && isOfOne(error)) for (const one of group) await carryOutAll([one]);
      else for (const { reject } of group) reject(error);
    }
  };
  const work = async (): Promise<void> => {
    isBusy = true;
    while (waiting.length > 0) await carryOutAll(waiting.splice(0, most));
    isBusy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isBusy) void work();
    });
}
