import type { ErrorKind, SextantError } from '../errors.js';

export const exitDone = 0;
export const exitFault = 1;
export const exitUsage = 2;
/** What is on record is not what was written: `audit verify` found it, or a command that reads a decision. */
export const exitDamaged = 3;

/** What each means, as help tells it. */
export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [exitDone, 'done'],
  [exitFault, 'a fault of Sextant, a busy store, or what doctor or replay found'],
  [exitUsage, 'bad input or usage, or what rules lint or rules test found'],
  [exitDamaged, 'a damaged trail'],
  [130, 'interrupted'],
];

/** Who can mend it decides: the caller (2), or nobody at the keyboard (1). A store that is busy was asked for rightly. */
const exitCodes: { readonly [K in ErrorKind]: number } = {
  input: exitUsage,
  missing: exitUsage,
  busy: exitFault,
  damaged: exitDamaged,
  fault: exitFault,
  interrupted: 130,
};

export const exitCodeOf = (error: SextantError): number => exitCodes[error.kind];
