import type { Verdict } from '../../settings/recommendation.js';

export type Paint = (text: string) => string;

export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly accent: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly caution: Paint;
}

const plain: Paint = (text) => text;
/** Select Graphic Rendition (ECMA-48, 8.3.117); the eight basic colours follow the user's theme. */
const code =
  (on: number, off: number): Paint =>
  (text) =>
    text === '' ? '' : `\u001B[${on}m${text}\u001B[${off}m`;

const colored: Palette = {
  bold: code(1, 22),
  dim: code(2, 22),
  accent: code(36, 39),
  good: code(32, 39),
  bad: code(31, 39),
  caution: code(33, 39),
};
const uncolored: Palette = { bold: plain, dim: plain, accent: plain, good: plain, bad: plain, caution: plain };

/** Paint is laid over finished text, so that it never counts as width. Without `color` nothing is added. */
export const paletteOf = (color: boolean): Palette => (color ? colored : uncolored);

const verdictPaints: { readonly [V in Verdict]: keyof Palette } = {
  confirmed: 'good',
  adjusted: 'accent',
  refuted: 'bad',
  inconclusive: 'caution',
  untested: 'dim',
};

export const paintVerdict = (palette: Palette, verdict: Verdict): Paint => palette[verdictPaints[verdict]];
