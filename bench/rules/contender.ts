import type { Settings } from '../../dist/settings/slots.js';
import type { Contender } from '../common/measure.js';
import type { Case } from './cases.js';

/** What came of one decision. */
export interface Answer {
  /** Ids of the rules that fired; read after the clock has stopped. */
  readonly fired: () => readonly string[];
  /** Only of Sextant: the peers leave this work undone. */
  readonly settings?: Settings;
}

export type Decider = Contender<Case, Answer>;
