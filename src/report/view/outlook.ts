import type { ProbeReport } from '../../settings/recommendation.js';
import { formatCount, formatDifference, formatEffect, formatNumber, formatSeconds, formatWhole } from '../format.js';

type Reason = NonNullable<ProbeReport['fullTraining']>['reasons'][number];

const reasons: { readonly [R in Reason]: string } = {
  sampled: 'the probe trained on a sample of the rows',
  cut: 'the probe had no time for all epochs',
  stillFalling: 'the loss still fell when the last epoch ended',
};

/** What could be done beyond the probe, and what it would bring: a full training, more rows. */
export function outlookSentences({ fullTraining, dataSlope }: ProbeReport): string[] {
  return [
    ...(fullTraining ? [fullTrainingSentence(fullTraining, dataSlope)] : []),
    ...(dataSlope ? [dataSentence(dataSlope)] : []),
  ];
}

function fullTrainingSentence(
  { rows, epochs, seconds, recommended, reasons: given }: NonNullable<ProbeReport['fullTraining']>,
  dataSlope: ProbeReport['dataSlope'],
): string {
  const what = `Training one network on all ${formatWhole(rows)} rows for ${formatCount(Math.max(1, Math.round(epochs)), 'epoch')} takes about ${formatSeconds(seconds)} on this machine`;
  if (recommended) return `${what}: recommended, because ${given.map((reason) => reasons[reason]).join(' and ')}.`;
  // Of a sample it is not recommended where more rows gained nothing.
  const ofRows =
    dataSlope?.moreData === 'noEvidence'
      ? 'more rows gained nothing that counts, and the probe'
      : 'the probe saw all rows and';
  return `${what}: not needed, because ${ofRows} trained until nothing more was gained.`;
}

function dataSentence({ rows, halfRows, difference, effect, moreData }: NonNullable<ProbeReport['dataSlope']>): string {
  const size = effect ? formatEffect(effect) : formatDifference(difference);
  const said = moreData === 'likely' ? 'More rows would likely help' : 'There is no evidence that more rows would help';
  return `${said}: ${formatNumber(rows, 3)} training rows in place of ${formatNumber(halfRows, 3)} gained ${size}.`;
}
