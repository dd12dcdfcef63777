/**
 * Keeps the newest `max` results by key, and asks once for the same at the same time; a failure is not kept. The key names
 * everything the result depends on. What is kept is shared: nobody changes it.
 */
export const keepNewest = <T>(max: number): ((key: string, make: () => Promise<T>) => Promise<T>) => {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = kept.get(key);
    kept.delete(key);
    const result = known ?? make();
    kept.set(key, result);
    if (known === undefined) {
      result.catch(() => {
        if (kept.get(key) === result) kept.delete(key);
      });
      for (const oldest of kept.keys()) {
        if (kept.size <= max) break;
        kept.delete(oldest);
      }
    }
    return result;
  };
};
