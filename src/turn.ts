/** Lets whatever else waits in this process go first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
