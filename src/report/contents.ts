import type {
  AdviceItem,
  LearningCurve,
  OutOfFold,
  Recommendation,
  Source,
  Verdict,
} from '../settings/recommendation.js';
import type { Slot, Warning } from '../settings/slots.js';
import type { ReportOptions } from './html.js';
import { classesOf, factRows } from './view/data-rows.js';
import { type DepthRung, depthLadder } from './view/depths.js';
import { type KeyFigure, keyFigures } from './view/figures.js';
import { finalModelSentence } from './view/final-model.js';
import { identityRows } from './view/identity.js';
import { type LadderRung, learningRateLadder } from './view/ladder.js';
import { modelCardRows } from './view/model-card.js';
import { nextSteps } from './view/next-steps.js';
import { outlookSentences } from './view/outlook.js';
import { type ScoreRow, scoreRows, selectedCurve } from './view/scores.js';
import { byEvidence, headlineSlots, pick, type SettingRow, settingRows, slotGroups } from './view/setting-rows.js';
import { networkSentence, taskSentence } from './view/summary.js';
import { changeOf, linearNote, outcomeOf, shortRunOf, startEpochs } from './view/trial-rows.js';

/** A report as data: the same sections as the page, in the same order. */
export interface ReportContents {
  readonly title: string;
  readonly createdAt: string;
  readonly task: string;
  readonly network: string;
  readonly figures: readonly KeyFigure[];
  readonly warnings: readonly Warning[];
  /** What to know before the settings are read. */
  readonly settingsNote?: string;
  readonly settings: readonly SettingGroup[];
  /** Absent where nothing was trained. */
  readonly evidence?: ReportEvidence;
  readonly data: {
    readonly facts: readonly NamedValue[];
    readonly classes: readonly { readonly label: string; readonly rows: number; readonly share: number }[];
  };
  /** What somebody who is handed the model must know. */
  readonly modelCard: readonly NamedValue[];
  readonly next: readonly string[];
  readonly reproduce: { readonly commands: readonly string[]; readonly identity: readonly NamedValue[] };
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface SettingGroup {
  readonly title: string;
  readonly settings: readonly ReportSetting[];
}

export interface ReportSetting extends Pick<AdviceItem, 'ruleId' | 'origin' | 'alternatives'> {
  readonly slot: Slot;
  /** As people read it. */
  readonly value: string;
  /** What the rules said, where it is another value. */
  readonly recommended?: string;
  readonly because: string;
  readonly source: Source | null;
  readonly verdict: Verdict;
  readonly evidence?: NonNullable<AdviceItem['evidence']>;
}

export interface ReportTrial {
  readonly change: string;
  /** That it had fewer epochs than what it is compared with; absent of a whole run. */
  readonly shortRun?: string;
  readonly proposedBy: string;
  /** `null`: training diverged, or its process was lost. */
  readonly loss: number | null;
  readonly epoch: number | null;
  readonly kept: boolean;
  readonly selected: boolean;
  readonly outcome: string;
}

export interface ReportEvidence {
  readonly scores: readonly ScoreRow[];
  readonly learningCurve: LearningCurve | null;
  readonly learningRates: readonly LadderRung[];
  readonly depths: readonly DepthRung[];
  /** Predictions on rows that were not trained on, beside what is true. */
  readonly outOfFold: OutOfFold | null;
  readonly sentences: readonly string[];
  readonly test: Readonly<Record<string, number>>;
  readonly trials: readonly ReportTrial[];
  readonly plan: NonNullable<Recommendation['probe']>['plan'];
}

export function reportContents(
  recommendation: Recommendation,
  { title, reproduce, provenance, reader }: ReportOptions,
): ReportContents {
  const evidence = evidenceOf(recommendation);
  const note = linearNote(recommendation);
  const classes = classesOf(recommendation);
  const total = classes.reduce((sum, [, rows]) => sum + rows, 0);
  const named = ([name, value]: readonly [string, string]): NamedValue => ({ name, value });
  return {
    title,
    createdAt: recommendation.createdAt,
    task: taskSentence(recommendation),
    network: networkSentence(recommendation.settings),
    figures: keyFigures(recommendation),
    warnings: recommendation.warnings,
    ...(note !== undefined && { settingsNote: note }),
    settings: settingGroups(settingRows(recommendation)),
    ...(evidence && { evidence }),
    data: {
      facts: factRows(recommendation.profile).map(named),
      classes: classes.map(([label, rows]) => ({ label, rows, share: rows / total })),
    },
    modelCard: modelCardRows(recommendation).map(named),
    next: nextSteps(recommendation, reader),
    reproduce: { commands: reproduce, identity: identityRows(recommendation, provenance).map(named) },
  };
}

/** What the probe tested comes first, of all kinds; the groups are of what only rules speak for. */
function settingGroups(rows: readonly SettingRow[]): SettingGroup[] {
  const { tested, untested } = byEvidence(rows);
  const groups = [
    { title: 'What the probe tested', rows: tested },
    { title: 'The main settings', rows: pick(untested, headlineSlots) },
    ...slotGroups.map(({ title, slots }) => ({ title, rows: pick(untested, slots) })),
  ];
  const known = groups.flatMap((group) => group.rows);
  return [...groups, { title: 'Other', rows: rows.filter((row) => !known.includes(row)) }]
    .filter((group) => group.rows.length > 0)
    .map((group) => ({ title: group.title, settings: group.rows.map(settingOf) }));
}

function settingOf({ item, slot, value, recommended, because, verdict }: SettingRow): ReportSetting {
  const { ruleId, origin, source, alternatives, evidence } = item;
  return {
    slot,
    value,
    ...(recommended !== undefined && { recommended }),
    because,
    verdict,
    origin,
    ruleId,
    source,
    alternatives,
    ...(evidence && { evidence }),
  };
}

function evidenceOf(recommendation: Recommendation): ReportEvidence | undefined {
  const { probe, test = {}, settings } = recommendation;
  if (probe === undefined && recommendation.test === undefined) return undefined;
  const sentence = probe && finalModelSentence(probe);
  const trials = probe?.trials ?? [];
  const epochs = startEpochs(recommendation);
  return {
    scores: probe ? scoreRows(probe) : [],
    learningCurve: (probe && selectedCurve(probe, settings)) ?? null,
    learningRates: learningRateLadder(recommendation),
    depths: depthLadder(recommendation),
    outOfFold: probe?.outOfFold ?? null,
    sentences: [...(sentence === undefined ? [] : [sentence]), ...(probe ? outlookSentences(probe) : [])],
    test,
    trials: trials.map((trial) => ({
      change: changeOf(trial),
      ...shortRun(trial, { trials, epochs }),
      proposedBy: trial.because,
      loss: trial.score,
      epoch: trial.chosenEpoch ?? null,
      kept: trial.kept,
      selected: trial.selected === true,
      outcome: outcomeOf(trial),
    })),
    plan: probe?.plan ?? [],
  };
}

function shortRun(...of: Parameters<typeof shortRunOf>): Pick<ReportTrial, 'shortRun'> {
  const note = shortRunOf(...of);
  return note === undefined ? {} : { shortRun: note };
}
