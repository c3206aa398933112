/** A contender of one recipe. */
export interface StepTime {
  readonly name: string;
  /** Milliseconds of a step divided by the models that it trains, median over the rounds. */
  readonly ms: number;
  /** Sextant's time over it in the same round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly greatest: number };
}

export interface StepResult {
  readonly rounds: number;
  readonly recipes: readonly { readonly name: string; readonly times: readonly StepTime[] }[];
  /** Of a wide network's products, as a share of the rate of one large product in the same process. */
  readonly shareOfPeak: number;
}
