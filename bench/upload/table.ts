import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import type { Cost, UploadResult, UploadRound } from './result.js';

/** Median, with the least and the greatest of the rounds. */
function range(rounds: readonly UploadRound[], of: (round: UploadRound) => number, digits: number): string {
  const values = rounds.map(of);
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  return `${fixed(quantile(values, 0.5), digits)} (${fixed(least, digits)} to ${fixed(greatest, digits)})`;
}

const ratioOf =
  (kind: keyof Cost) =>
  ({ upload, profile, summarize }: UploadRound): number =>
    (upload[kind] + profile[kind]) / summarize[kind];

const costs = (rounds: readonly UploadRound[], of: (round: UploadRound) => Cost): string =>
  `${range(rounds, (round) => of(round).elapsed / 1000, 1)} s, of the processors ${range(rounds, (round) => of(round).processor / 1000, 1)} s`;

/** Each mark with what was found. */
export const uploadTable = ({ rows, fileMb, rounds }: UploadResult): string =>
  markdownTable(
    [
      `${rows.toLocaleString('en')} rows of 20 columns, ${fixed(fileMb, 0)} MB; ${rounds.length} rounds`,
      'mark',
      'measured',
    ],
    [
      ['time of upload and profile over that of `SUMMARIZE`', '1.5', range(rounds, ratioOf('elapsed'), 2)],
      ['the same of processor time', '', range(rounds, ratioOf('processor'), 2)],
      [
        'memory of the server at the most, above idle',
        '600 MB',
        `${range(rounds, ({ peakMb, idleMb }) => peakMb - idleMb, 0)} MB`,
      ],
      ['upload', '', costs(rounds, ({ upload }) => upload)],
      ['profile', '', costs(rounds, ({ profile }) => profile)],
      ['`SUMMARIZE`', '', costs(rounds, ({ summarize }) => summarize)],
    ],
  );
