import { formatCount, formatNumber, formatScore, formatSeconds } from '../../report/format.js';
import { metricLabel } from '../../report/metrics.js';
import { finalModelSentence } from '../../report/view/final-model.js';
import { nextSteps, type Reader } from '../../report/view/next-steps.js';
import { outlookSentences } from '../../report/view/outlook.js';
import { scoreRows, selectedCurve } from '../../report/view/scores.js';
import { verdictCounts, settingRows } from '../../report/view/setting-rows.js';
import { networkSentence, taskSentence } from '../../report/view/summary.js';
import { linearNote } from '../../report/view/trial-rows.js';
import type { ProbeReport, Recommendation } from '../../settings/recommendation.js';
import { joinBlocks, type Layout, renderList, renderPairs, renderWarnings } from './notes.js';
import { paletteOf } from './paint.js';
import { renderScores } from './scores.js';
import { renderSettings } from './settings.js';
import { sparkline } from './sparkline.js';
import { wrap } from './width.js';

export interface RenderOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** Tables as Markdown, with every column and no colour. */
  readonly markdown?: boolean | undefined;
}

export interface RecommendationOptions extends RenderOptions {
  /** Files that were written, by what they are. */
  readonly files?: Readonly<Record<string, string>>;
  /** Every setting, not only the main and the judged ones. */
  readonly all?: boolean;
  readonly reader?: Reader;
}

/** A recommendation as text for a terminal, ending with a line break. */
export function renderRecommendation(recommendation: Recommendation, options: RecommendationOptions): string {
  const layout: Layout = { width: options.width, palette: paletteOf(options.color) };
  const { probe, test, warnings } = recommendation;
  return joinBlocks([
    heading(recommendation, layout),
    wrap(linearNote(recommendation) ?? '', layout.width),
    renderSettings(recommendation, layout, options.all ?? false),
    wrap(verdictLine(recommendation), layout.width),
    probe === undefined ? [] : renderScores(scoreRows(probe), layout),
    wrap((probe && finalModelSentence(probe)) ?? '', layout.width),
    probe === undefined ? [] : outlookSentences(probe).flatMap((sentence) => wrap(sentence, layout.width)),
    probe === undefined ? [] : curveLines(recommendation, probe, layout),
    test === undefined ? [] : renderPairs('On the test file', testScores(test), layout),
    renderWarnings(warnings, layout),
    renderPairs('Written', options.files ?? {}, layout),
    renderList(
      'Next',
      nextSteps(recommendation, options.reader).map((step) => step.replaceAll('`', '')),
      layout,
    ),
    [
      layout.palette.dim(
        `${recommendation.id}, rule set ${recommendation.ruleSet.name} ${recommendation.ruleSet.version}`,
      ),
    ],
  ]);
}

function heading(recommendation: Recommendation, { width, palette }: Layout): string[] {
  const task = taskSentence(recommendation);
  const title = task.charAt(0).toUpperCase() + task.slice(1);
  return [...wrap(title, width).map(palette.bold), ...wrap(networkSentence(recommendation.settings), width)];
}

function verdictLine(recommendation: Recommendation): string {
  const { probe } = recommendation;
  if (probe === undefined) return 'No probe was run: only the rules speak for these settings.';
  const counts = verdictCounts(settingRows(recommendation)).map(({ verdict, count }) => `${count} ${verdict}`);
  const state = probe.status === 'succeeded' ? 'Probe' : `Probe ${probe.status}`;
  const effort = `${formatCount(probe.trials.length, 'trial')} in ${formatSeconds(probe.seconds)} on ${probe.backend}`;
  return `${state}: ${effort}; ${counts.join(', ')}.`;
}

function curveLines({ settings }: Recommendation, probe: ProbeReport, { width, palette }: Layout): string[] {
  const curve = selectedCurve(probe, settings);
  if (curve === undefined || curve.epochs.length < 2) return [];
  const room = Math.min(60, width - 14);
  const index = curve.epochs.indexOf(curve.chosenEpoch);
  const best = curve.validation[index];
  const caption = `${formatNumber(curve.epochs.at(-1) ?? 0, 3)} epochs, chosen ${formatNumber(curve.chosenEpoch, 3)}${best === undefined ? '' : ` at ${formatScore(best)}`}`;
  return [
    palette.bold(`Learning curve (loss; ${caption})`),
    `  validation  ${palette.accent(sparkline(curve.validation, room))}`,
    `  training    ${palette.dim(sparkline(curve.train, room))}`,
  ];
}

const testScores = (test: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(test).map(([name, value]) => [metricLabel(name), formatScore(value)]));
