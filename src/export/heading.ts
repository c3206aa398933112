/** How every program begins, in a comment of its language. */
export const heading = 'Trains the network that Sextant recommended.';

/** Whether a program was written by Sextant. */
export const isOwnProgram = (text: string): boolean =>
  ['"""', '// '].some((comment) => text.startsWith(`${comment}${heading}\n`));
