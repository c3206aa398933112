/** Whether lists and objects of a JSON value are nested deeper than that. It needs no stack, which a hostile value would use up. */
export function isDeeperThan(most: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values<unknown>({ ...one }) : []));
  }
  return false;
}
