/** One word of bash or zsh, whatever the text holds. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Patterns of a `case` of bash or zsh. */
export const alternatives = (texts: readonly string[]): string => texts.map(quoted).join(' | ');
