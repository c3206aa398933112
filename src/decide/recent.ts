/** Things that cost something to make, the most recently used ones of them; a failure is not kept. */
export interface Recent<T> {
  readonly get: (key: string, make: () => Promise<T>) => Promise<T>;
}

export function createRecent<T>(most: number): Recent<T> {
  const kept = new Map<string, Promise<T>>();
  return {
    get: (key, make) => {
      const made = kept.get(key) ?? make();
      // Moved to the end: a map keeps the order in which things came.
      kept.delete(key);
      kept.set(key, made);
      made.catch(() => {
        if (kept.get(key) === made) kept.delete(key);
      });
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
      return made;
    },
  };
}
