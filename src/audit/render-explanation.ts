import { formatGain, tenths } from '../percent.js';
import { plainText } from '../plain-text.js';
import type { Effect } from '../settings/recommendation.js';
import type { Explanation, NotFired, OverrideExplanation, SlotExplanation, TrialExplanation } from './explain.js';
import { metInWords, show, unmetInWords } from './seen-in-words.js';

/**
 * An explanation in plain words, for a terminal; of one slot alone where `only` names it. What comes from data is stripped
 * of control characters.
 */
export function renderExplanation(explanation: Explanation, only?: string): string {
  const { decisionId, kind, occurredAt, actor, ruleSet, notApplicable, trials, verdicts } = explanation;
  const isAsked = (slot: string): boolean => only === undefined || slot === only;
  const slots = explanation.slots.filter(({ slot }) => isAsked(slot));
  const inapplicable = notApplicable.filter(isAsked);
  const by = actor === null ? '' : ` for ${plainText(actor)}`;
  const head = [
    `Decision ${decisionId} (${kind}), ${new Date(occurredAt).toISOString()}${by}`,
    `Rule set ${ruleSet.name} ${ruleSet.version}, SHA-256 ${ruleSet.hash}`,
  ];
  const rest = inapplicable.length > 0 ? [`Not applicable here: ${inapplicable.join(', ')}.`] : [];
  const shown = kind === 'verdicts' ? [Object.entries(verdicts).map(([slot, verdict]) => `${slot}: ${verdict}`)] : [];
  const blocks = [
    head,
    ...slots.map(renderSlot),
    rest,
    ...trials.filter(({ trial }) => Object.keys(trial.settings).some(isAsked)).map(renderTrial),
    ...shown,
    ...explanation.overrides.filter(({ slot }) => isAsked(slot)).map(renderOverride),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function renderSlot({ slot, origin, values, losers, notFired, verdict, effect, ...rest }: SlotExplanation): string[] {
  const shown = values.map(({ value, ruleId, because, source, conditions }) => [
    `${slot} = ${show(value)}${origin === 'caller' ? ', fixed by the caller' : ''}${ruleId === null ? '' : `  [${ruleId}]`}`,
    ...(because === '' ? [] : [`  ${plainText(because)}`]),
    ...conditions.map((seen) => `  since ${metInWords(seen)}`),
    ...(source === null ? [] : [`  source: ${[source.title, source.section, source.url].filter(Boolean).join(', ')}`]),
  ]);
  return [
    ...(shown.length > 0 ? shown.flat() : [`${slot} = nothing`]),
    ...(verdict === undefined ? [] : [`  verdict of the probe: ${verdict}${effect ? renderEffect(effect) : ''}`]),
    ...('final' in rest ? [`  after the probe: ${rest.final === null ? 'not used' : show(rest.final)}`] : []),
    ...losers.map(({ ruleId, value, lostBecause }) => `  ${ruleId} (${show(value)}) lost: ${plainText(lostBecause)}`),
    ...notFired.map(renderNotFired),
  ];
}

/** ", +1.2 % of the constant predictor's loss (-0.3 to 2.7) against the best other value" */
function renderEffect({ percent, interval }: Effect): string {
  const [low, high] = interval.map(tenths);
  const gain = `${formatGain(percent)} %`;
  return `, ${gain} of the constant predictor's loss (${low} to ${high}) against the best other value`;
}

function renderNotFired({ ruleId, because }: NotFired): string {
  return `  ${ruleId} did not fire${because.length === 0 ? '' : ` because ${because.map(unmetInWords).join('; ')}`}`;
}

function renderOverride({ decisionId, slot, before, value, reason, actor, occurredAt }: OverrideExplanation): string[] {
  const by = actor === null ? '' : ` by ${plainText(actor)}`;
  return [
    `Override: ${slot} = ${nameOf(value)}, in place of ${nameOf(before)}  [${decisionId}]`,
    `  ${plainText(reason)}`,
    `  set${by}, ${new Date(occurredAt).toISOString()}`,
  ];
}

const nameOf = (value: unknown): string => (value === null ? 'not used' : show(value));

function renderTrial({ trial, conditions }: TrialExplanation): string[] {
  const changed = Object.entries(trial.settings).map(([slot, value]) => `${slot} = ${show(value)}`);
  const { difference, probabilityOfGain } = trial;
  const gained = difference === undefined ? '' : `, gain ${show(difference)}`;
  const likely = probabilityOfGain === undefined ? '' : ` (probability ${show(probabilityOfGain)})`;
  const score = trial.score === null ? 'no score' : `score ${show(trial.score)}`;
  return [
    `Trial ${trial.id}: ${changed.length > 0 ? changed.join(', ') : 'the settings as they were'}  [${trial.because}]`,
    ...conditions.map((seen) => `  since ${metInWords(seen)}`),
    `  ${score}${gained}${likely}: ${trial.kept ? 'kept' : 'not kept'}`,
  ];
}
