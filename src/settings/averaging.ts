/**
 * What `weightAveraging` means, for the probe and the Keras script: polynomial-decay averaging (Shamir and Zhang 2013, arXiv
 * 1212.1824, section 4). Parameters are taken every few steps, and the n-th weigh about n to the power. With 16, 99 % of the mean
 * is of the run's last quarter, at any time of it: it need not know when the run ends.
 */
export const averaging = { power: 16, everySteps: 4 } as const;
