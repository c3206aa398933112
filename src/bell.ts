/** Wakes those who wait before their time is over. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, or after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<'rung' | 'over'>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      for (const wake of waiting) wake();
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const end = (how: 'rung' | 'over'): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(how);
        };
        const wake = (): void => end('rung');
        const timer = setTimeout(() => end('over'), milliseconds);
        waiting.add(wake);
      }),
  };
}
