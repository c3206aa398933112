/** Numbers as they lie in memory: the next ones, and the middle of two. */

const view = new DataView(new ArrayBuffer(8));

/** Doubles in their order as whole numbers without a gap; both zeros are 0. */
function rankOf(value: number): bigint {
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits >= 0n ? bits : -(bits & 0x7fff_ffff_ffff_ffffn);
}

function ofRank(rank: bigint): number {
  view.setBigInt64(0, rank >= 0n ? rank : -rank);
  return rank >= 0n ? view.getFloat64(0) : -view.getFloat64(0);
}

export interface Steps {
  /** The next number above, and below. */
  readonly above: (value: number) => number;
  readonly below: (value: number) => number;
  /** A number strictly between two; `undefined` where they are neighbours. */
  readonly between: (low: number, high: number) => number | undefined;
}

const wholeSteps: Steps = {
  above: (value) => Math.floor(value) + 1,
  below: (value) => Math.ceil(value) - 1,
  between: (low, high) => (high - low > 1 ? low + Math.floor((high - low) / 2) : undefined),
};

const realSteps: Steps = {
  above: (value) => ofRank(rankOf(value) + 1n),
  below: (value) => ofRank(rankOf(value) - 1n),
  between: (low, high) => {
    const [a, b] = [rankOf(low), rankOf(high)];
    return b - a > 1n ? ofRank((a + b) / 2n) : undefined;
  },
};

export const stepsOf = (integer: boolean): Steps => (integer ? wholeSteps : realSteps);
