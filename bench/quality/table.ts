import { fixed, markdownTable } from '../common/table.js';
import {
  type AblationResult,
  compareWith,
  errorsOf,
  logLossesOf,
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
      'log loss worse with every seed',
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
        '',
      ],
      ...Object.entries(peers).map(([peer, theirs]) => {
        const one = compareWith(peer, theirs, ours);
        const { sets, error, ourError, logLoss, ourLogLoss, atLeastAsGood } = one;
        const worse = [one.worseBeyondSpread, one.worseLogLossBeyondSpread].map((on) => on.join(', ') || 'nowhere');
        const counts = [`${atLeastAsGood} of ${sets}`, ...worse];
        return [peer, `${sets}`, fixed(error), fixed(ourError), fixed(logLoss), fixed(ourLogLoss), ...counts];
      }),
    ],
  );
  const errors = setBySet('error', { ours, peers, of: errorsOf });
  const losses = setBySet('log loss', {
    ours: ours.filter((own) => logLossesOf(own).length > 0),
    peers,
    of: logLossesOf,
  });
  const overdue = late.length > 0 ? [`Runs over their budget: ${late.join('; ')}.`] : [];
  const seeded = `Seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}.`;
  return [seeded, means, errors, losses, ...overdue].join('\n\n');
}

/** A measure of ours, the mean and the range over the seeds, and of each peer on every set. */
function setBySet(
  measure: string,
  { ours, peers, of }: Pick<QualityResult, 'ours' | 'peers'> & { readonly of: (one: SetScores) => number[] },
): string {
  const names = Object.keys(peers);
  const meanOf = (values: readonly number[]): number | undefined =>
    values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : undefined;
  return markdownTable(
    [measure, 'Sextant (least to greatest)', ...names],
    ours.map((own) => {
      const values = of(own);
      const range = `${fixed(meanOf(values))} (${fixed(Math.min(...values))} to ${fixed(Math.max(...values))})`;
      const theirs = names.map((name) => peers[name]?.find(({ set }) => set === own.set));
      return [own.set, range, ...theirs.map((one) => fixed(one && meanOf(of(one))))];
    }),
  );
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
