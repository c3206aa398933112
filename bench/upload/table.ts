import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import type { UploadResult, UploadRound } from './result.js';

/** Median, with the least and the greatest of the rounds. */
function range(rounds: readonly UploadRound[], of: (round: UploadRound) => number, digits: number): string {
  const values = rounds.map(of);
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return `${fixed(quantile(values, 0.5), digits)} (${fixed(least, digits)} to ${fixed(greatest, digits)})`;
}

/** Each mark with what was found. */
export const uploadTable = ({ rows, fileMb, rounds }: UploadResult): string =>
  markdownTable(
    [`${rows.toLocaleString('en')} rows of 20 columns, ${fixed(fileMb, 0)} MB; ${rounds.length} rounds`, 'mark', 'measured'],
    [
      [
        'upload and profile, over `SUMMARIZE` in the same round',
        '1.5',
        range(rounds, ({ upload, profile, summarize }) => (upload + profile) / summarize, 2),
      ],
      ['memory of the server at the most, above idle', '600 MB', `${range(rounds, ({ peakMb, idleMb }) => peakMb - idleMb, 0)} MB`],
      ['upload', '', `${range(rounds, ({ upload }) => upload / 1000, 2)} s`],
      ['profile', '', `${range(rounds, ({ profile }) => profile / 1000, 2)} s`],
      ['`SUMMARIZE`', '', `${range(rounds, ({ summarize }) => summarize / 1000, 2)} s`],
    ],
  );
