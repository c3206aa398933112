import { fixed, markdownTable } from '../common/table.js';
import {
  type AblationResult,
  compareWith,
  meanError,
  meanLogLoss,
  type QualityResult,
  type SetScores,
  shiftedMean,
  TIE,
} from './result.js';

const meanOver = (ours: readonly SetScores[], of: (one: SetScores) => number | undefined): number =>
  shiftedMean(ours.flatMap((one) => of(one) ?? []));

/** Ours and each peer, means over the sets that both have; then the errors set by set. */
export function qualityTable({ ours, peers, late, seeds }: QualityResult): string {
  const means = markdownTable(
    [
      'system',
      'sets',
      'mean error',
      'Sextant',
      'mean log loss',
      'Sextant',
      'Sextant at least as good',
      'worse with every seed',
    ],
    [
      [
        'Sextant',
        `${ours.length}`,
        '',
        fixed(meanOver(ours, meanError)),
        '',
        fixed(meanOver(ours, meanLogLoss)),
        '',
        '',
      ],
      ...Object.entries(peers).map(([peer, theirs]) => {
        const one = compareWith(peer, theirs, ours);
        const { sets, error, ourError, logLoss, ourLogLoss, atLeastAsGood, worseBeyondSpread } = one;
        const counts = [`${atLeastAsGood} of ${sets}`, worseBeyondSpread.join(', ') || 'nowhere'];
        return [peer, `${sets}`, fixed(error), fixed(ourError), fixed(logLoss), fixed(ourLogLoss), ...counts];
      }),
    ],
  );
  const names = Object.keys(peers);
  const bySet = markdownTable(
    ['error', 'Sextant (least to greatest)', 'log loss', ...names],
    ours.map((own) => {
      const errors = own.scores.map(({ error }) => error);
      const range = `${fixed(meanError(own))} (${fixed(Math.min(...errors))} to ${fixed(Math.max(...errors))})`;
      const theirs = names.map((name) => peers[name]?.find(({ set }) => set === own.set));
      return [own.set, range, fixed(meanLogLoss(own)), ...theirs.map((one) => fixed(one && meanError(one)))];
    }),
  );
  const overdue = late.length > 0 ? [`Runs over their budget: ${late.join('; ')}.`] : [];
  const seeded = `Seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}.`;
  return [seeded, means, bySet, ...overdue].join('\n\n');
}

/** Means over the sets of the product, and of the product with one part left out; and on how many sets that is worse, and better. */
export const ablationTable = ({ variants }: AblationResult): string =>
  markdownTable(
    ['variant', 'sets', 'mean error', 'worse, better on', 'mean log loss', 'worse, better on'],
    variants.map(({ name, ours }, index) => [
      name,
      `${ours.length}`,
      fixed(meanOver(ours, meanError)),
      index === 0 ? '' : worseAndBetter(ours, variants[0]?.ours ?? [], meanError),
      fixed(meanOver(ours, meanLogLoss)),
      index === 0 ? '' : worseAndBetter(ours, variants[0]?.ours ?? [], meanLogLoss),
    ]),
  );

function worseAndBetter(
  ours: readonly SetScores[],
  whole: readonly SetScores[],
  of: (scores: SetScores) => number | undefined,
): string {
  const differences = ours.flatMap((one) => {
    const other = whole.find(({ set }) => set === one.set);
    const [mine, theirs] = [of(one), other && of(other)];
    return mine === undefined || theirs === undefined ? [] : [mine - theirs];
  });
  const count = (sign: number): number => differences.filter((difference) => sign * difference > TIE).length;
  return `${count(1)}, ${count(-1)}`;
}
