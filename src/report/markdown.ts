import { plainText } from '../plain-text.js';
import type { LearningCurve, OutOfFold, Recommendation, Source } from '../settings/recommendation.js';
import {
  type NamedValue,
  type ReportContents,
  type ReportEvidence,
  type ReportSetting,
  reportContents,
} from './contents.js';
import { formatInterval, formatNumber, formatScore, formatSeconds, formatShare, formatWhole } from './format.js';
import type { ReportOptions } from './html.js';
import { isWebAddress } from './web-address.js';
import { metricLabel } from './metrics.js';
import { gainOfValue } from './view/gain.js';
import { ruleAddress } from './view/rule-address.js';
import { reasonOf } from './view/setting-rows.js';
import { fateOf } from './view/trial-rows.js';

/**
 * The report as Markdown (CommonMark with the tables of GitHub): the sections of the page, with numbers in place of charts. What
 * comes from data is one line, and no sign of it is markup.
 */
export function renderMarkdown(recommendation: Recommendation, options: ReportOptions): string {
  const contents = reportContents(recommendation, options);
  const { evidence, reproduce, next } = contents;
  const blocks = [
    head(contents),
    contents.warnings.length === 0
      ? []
      : ['## Warnings', list(contents.warnings.map(({ code: name, message }) => `${text(message)} ${code(name)}`))],
    [
      '## Settings',
      ...(contents.settingsNote === undefined ? [] : [contents.settingsNote]),
      ...contents.settings.flatMap(({ title, settings }) => [`### ${title}`, settingsTable(settings, options)]),
    ],
    evidence ? ['## Evidence', ...evidenceBlocks(evidence)] : [],
    dataBlocks(contents),
    ['## Model card', list(contents.modelCard.map(({ name, value }) => `**${name}.** ${text(value)}`))],
    ['## What to do next', next.map((step, index) => `${index + 1}. ${step}`).join('\n')],
    [
      '## How to reproduce',
      ...(reproduce.commands.length > 0 ? [fenced(reproduce.commands)] : []),
      list(reproduce.identity.map(({ name, value }) => `${name}: ${isOurs(value) ? code(value) : text(value)}`)),
    ],
  ];
  return `${blocks.flat().join('\n\n')}\n`;
}

/** Ids, hashes and versions; names of files are somebody else's. */
const isOurs = (value: string): boolean => /^[\w.,:() -]+$/.test(value);

/** Every sign that could be markup in one place or another, and what would begin a block. */
const markup = /[\\`*_{}[\]<>()#|~&!$]|^[-+=]|^\d+(?=\.(?:\s|$))/g;

/** Data as text that Markdown shows as it is. */
export const text = (data: string): string =>
  plainText(data).replace(markup, (sign) => (/^\d/.test(sign) ? `${sign}\\` : `\\${sign}`));

/** A name of our own or an id as code; what could end it is left out. */
const code = (name: string): string => `\`${plainText(name).replaceAll(/[`|]/g, '')}\``;

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Longer than any run of backquotes in it, so that nothing ends it. */
function fenced(lines: readonly string[]): string {
  const body = lines.map(plainText);
  const longest = Math.max(2, ...body.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...body, fence].join('\n');
}

const head = ({ title, createdAt, task, network, figures }: ReportContents): string[] => [
  `# ${text(title)}`,
  `${task.charAt(0).toUpperCase()}${task.slice(1)}. ${network}`,
  ...(figures.length === 0
    ? []
    : [list(figures.map(({ label, value, detail }) => `${label}: **${value}** (${text(detail)})`))]),
  `Sextant, ${createdAt.slice(0, 16).replace('T', ' ')} UTC`,
];

const settingsTable = (settings: readonly ReportSetting[], options: ReportOptions): string =>
  table(
    ['Slot', 'Value', 'Why', 'Verdict'],
    settings.map((setting) => [
      code(setting.slot),
      `**${text(setting.value)}**${setting.recommended === undefined ? '' : ` (rules: ${text(setting.recommended)})`}`,
      [text(reasonOf(setting)), sourceOf(setting.source), ruleOf(setting, options)].filter(Boolean).join(' '),
      [setting.verdict, ...gainOf(setting), ...originOf(setting)].join(', '),
    ]),
  );

const originOf = ({ origin }: ReportSetting): string[] =>
  origin === 'rule' ? [] : [origin === 'caller' ? 'fixed by the caller' : 'overridden'];

const gainOf = ({ evidence }: ReportSetting): string[] => (evidence ? gainOfValue(evidence) : []);

function sourceOf(source: Source | null): string {
  if (source === null) return '';
  return linked(source.section === undefined ? source.title : `${source.title}, ${source.section}`, source.url);
}

/** Data as text, and as a link where there is an address on the web. */
export const linked = (data: string, url: string | undefined): string =>
  url !== undefined && isWebAddress(url) ? link(text(data), url) : text(data);

const link = (name: string, address: string): string => `[${name}](<${encodeURI(address).replaceAll(/[<>|]/g, '')}>)`;

function ruleOf({ ruleId }: ReportSetting, { rules }: ReportOptions): string {
  if (ruleId === null) return '';
  return rules === undefined ? code(ruleId) : link(code(ruleId), ruleAddress(rules, ruleId));
}

function evidenceBlocks(evidence: ReportEvidence): string[] {
  const { scores, learningCurve, learningRates, depths, outOfFold, sentences, test, trials, plan } = evidence;
  return [
    ...section(scores, 'Scores', ['Of', 'Metric', 'Score', '95% interval'], ({ label, score }) => [
      label,
      metricLabel(score.metric),
      formatScore(score.value),
      formatInterval(score.interval),
    ]),
    ...section(curvePoints(learningCurve), 'Learning curve', ['Epoch', 'Training loss', 'Validation loss'], (point) => [
      `${formatNumber(point.epoch, 3)}${point.isChosen ? ' (best)' : ''}`,
      formatScore(point.train),
      formatScore(point.validation),
    ]),
    ...section(learningRates, 'Learning rates', ['Rate', 'Loss'], ({ learningRate, loss, isChosen }) => [
      `${formatNumber(learningRate)}${isChosen ? ' (chosen)' : ''}`,
      loss === null ? 'diverged' : formatScore(loss),
    ]),
    ...section(depths, 'Depth', ['Hidden layers', 'Loss', '95% interval of the difference'], (rung) => [
      `${rung.hiddenLayers}${rung.isChosen ? ' (chosen)' : ''}`,
      formatScore(rung.loss),
      rung.interval ? formatInterval(rung.interval) : '–',
    ]),
    ...(outOfFold ? outOfFoldBlocks(outOfFold) : []),
    ...sentences.map(text),
    ...section(Object.entries(test), 'The final model on the test file', ['Metric', 'Score'], ([name, value]) => [
      text(metricLabel(name)),
      formatScore(value),
    ]),
    ...section(trials, 'What was tried', ['Change', 'Proposed by', 'Loss', 'Epoch', 'Outcome'], (trial) => [
      text(trial.shortRun === undefined ? trial.change : `${trial.change} (${trial.shortRun})`),
      code(trial.proposedBy),
      trial.loss === null ? '–' : formatScore(trial.loss),
      trial.epoch === null ? '–' : formatNumber(trial.epoch, 3),
      `**${fateOf(trial)}** ${text(trial.outcome)}`,
    ]),
    ...section(
      plan,
      'How the time was spent',
      ['Purpose', 'Configurations', 'Models', 'Layers × units', 'Epochs', 'Time'],
      (one) => [
        text(one.purpose),
        formatWhole(one.configurations),
        formatWhole(one.members),
        `${one.hiddenLayers} × ${formatWhole(one.hiddenUnits)}`,
        formatNumber(one.epochs, 3),
        formatSeconds(one.seconds),
      ],
    ),
  ];
}

function outOfFoldBlocks(outOfFold: OutOfFold): string[] {
  if (outOfFold.kind === 'numbers')
    return section(
      outOfFold.residuals,
      'Errors by prediction',
      ['Prediction', 'Mean of measured less predicted', 'Four fifths of the rows', 'Rows'],
      ({ predicted, mean, low, high, rows }) => [
        formatNumber(predicted),
        formatNumber(mean),
        formatInterval([low, high]),
        formatWhole(rows),
      ],
    );
  const { labels, counts } = outOfFold.confusion;
  return [
    ...section(
      counts.map((row, at) => [labels[at] ?? '', ...row.map(formatWhole)]),
      'Which class is taken for which',
      ['Class', ...labels.map((label) => `as ${text(label)}`)],
      ([label = '', ...row]) => [text(label), ...row],
    ),
    ...section(
      outOfFold.calibration,
      'Calibration',
      ['Predicted probability', 'Share in which it is true', '95% interval', 'Rows'],
      ({ predicted, observed, interval, rows }) => [
        formatShare(predicted),
        formatShare(observed),
        formatInterval(interval),
        formatWhole(rows),
      ],
    ),
  ];
}

/** A heading and a table; nothing where there are no rows. */
const section = <T>(
  rows: readonly T[],
  title: string,
  titles: readonly string[],
  cells: (row: T) => readonly string[],
): string[] => (rows.length === 0 ? [] : [`### ${title}`, table(titles, rows.map(cells))]);

interface CurvePoint {
  readonly epoch: number;
  readonly train: number;
  readonly validation: number;
  readonly isChosen: boolean;
}

/** So many points tell the shape of a curve. */
const MOST_POINTS = 12;

/** Of a curve evenly many points, with the last and the best among them. */
function curvePoints(curve: LearningCurve | null): CurvePoint[] {
  if (curve === null || curve.epochs.length < 2) return [];
  const { epochs, train, validation, chosenEpoch } = curve;
  const distances = epochs.map((epoch) => Math.abs(epoch - chosenEpoch));
  const chosen = distances.indexOf(Math.min(...distances));
  const step = Math.max(1, (epochs.length - 1) / (MOST_POINTS - 1));
  const even = Array.from({ length: Math.min(MOST_POINTS, epochs.length) }, (_, i) => Math.round(i * step));
  return [...new Set([...even, chosen])]
    .toSorted((a, b) => a - b)
    .map((place) => ({
      epoch: epochs[place] ?? 0,
      train: train[place] ?? 0,
      validation: validation[place] ?? 0,
      isChosen: place === chosen,
    }));
}

function dataBlocks({ data: { facts, classes } }: ReportContents): string[] {
  const fact = ({ name, value }: NamedValue): string => `${name}: ${text(value)}`;
  return [
    '## Data',
    list(facts.map(fact)),
    ...section(classes, 'Class balance', ['Class', 'Share', 'Rows'], ({ label, rows, share }) => [
      text(label),
      formatShare(share),
      formatWhole(rows),
    ]),
  ];
}
