/** How gains in percent are written for people: `1.2`, `-0.3`, and `0.0` for what rounds to nothing, never `-0.0`. */
export const tenths = (percent: number): string => (Math.abs(percent) < 0.05 ? 0 : percent).toFixed(1);

/** The same with its sign: a gain or a loss. */
export const formatGain = (percent: number): string => `${percent >= 0.05 ? '+' : ''}${tenths(percent)}`;
