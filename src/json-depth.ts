/** Whether lists and objects of a JSON value are nested deeper than that. It needs no stack, which a hostile value would use up. */
export function isDeeperThan(most: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values<unknown>({ ...one }) : []));
  }
  return false;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** The same of a text that may be JSON, before it is parsed. */
export function isTextDeeperThan(most: number, text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) at += code === BACKSLASH ? 1 : 0;
    else if (opening.has(code)) depth++;
    else if (closing.has(code)) depth--;
    if (depth > most) return true;
  }
  return false;
}
