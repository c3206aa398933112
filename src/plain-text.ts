/** Line breaks, in any script. */
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Control, bidirectional, invisible and unpaired code points; the joiners of Persian and of emoji stay. */
const unsafe = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text from data (column names, labels, messages about them) as one line without anything that can move a cursor, end a
 * line, or change the direction of what follows. Every place that shows data goes through this.
 */
export const plainText = (text: string): string => text.replace(breaks, ' ').replace(unsafe, '');
