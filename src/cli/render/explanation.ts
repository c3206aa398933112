import { metInWords, show, unmetInWords } from '../../audit/seen-in-words.js';
import type {
  Explanation,
  NotFired,
  OverrideExplanation,
  SlotExplanation,
  TrialExplanation,
} from '../../audit/explain.js';
import { formatGain, tenths } from '../../percent.js';
import type { Effect } from '../../settings/recommendation.js';
import { type Item, renderOutline } from './outline.js';
import type { RenderOptions } from './recommendation.js';

/** An explanation in plain words, ending with a line break. */
export function renderExplanation(
  explanation: Explanation,
  { markdown }: Pick<RenderOptions, 'markdown'> = {},
): string {
  const { decisionId, kind, occurredAt, actor, ruleSet, notApplicable, trials, verdicts } = explanation;
  const by = actor === null ? '' : ` for ${actor}`;
  const blocks: Item[][] = [
    [
      `Decision ${decisionId} (${kind}), ${new Date(occurredAt).toISOString()}${by}`,
      `Rule set ${ruleSet.name} ${ruleSet.version}, SHA-256 ${ruleSet.hash}`,
    ],
    ...explanation.slots.map(slotItems),
    notApplicable.length > 0 ? [`Not applicable here: ${notApplicable.join(', ')}.`] : [],
    ...trials.map((one) => [trialItem(one)]),
    kind === 'verdicts' ? Object.entries(verdicts).map(([slot, verdict]) => `${slot}: ${verdict}`) : [],
    ...explanation.overrides.map((one) => [overrideItem(one)]),
    (explanation.damaged ?? []).map(
      (id) => `${id} followed, and was changed after it was written: what it says is left out.`,
    ),
  ];
  return renderOutline(blocks, { markdown });
}

/** Each value with its reasons; what is to say of the slot as a whole is below the last. */
function slotItems({ slot, values, origin, ...rest }: SlotExplanation): Item[] {
  const shown = values.map(({ value, ruleId, because, source, conditions }) => ({
    text: `${slot} = ${show(value)}${origin === 'caller' ? ', fixed by the caller' : ''}${ruleId === null ? '' : `  [${ruleId}]`}`,
    below: [
      ...(because === '' ? [] : [because]),
      ...conditions.map((seen) => `since ${metInWords(seen)}`),
      ...(source === null
        ? []
        : [{ text: `source: ${[source.title, source.section].filter(Boolean).join(', ')}`, url: source.url }]),
    ],
  }));
  const last = shown.at(-1) ?? { text: `${slot} = nothing`, below: [] };
  return [...shown.slice(0, -1), { text: last.text, below: [...last.below, ...aboutSlot(rest)] }];
}

function aboutSlot({
  losers,
  notFired,
  verdict,
  effect,
  ...rest
}: Omit<SlotExplanation, 'slot' | 'values' | 'origin'>) {
  return [
    ...(verdict === undefined ? [] : [`verdict of the probe: ${verdict}${effect ? effectInWords(effect) : ''}`]),
    ...('final' in rest ? [`after the probe: ${rest.final === null ? 'not used' : show(rest.final)}`] : []),
    ...losers.map(({ ruleId, value, lostBecause }) => `${ruleId} (${show(value)}) lost: ${lostBecause}`),
    ...notFired.map(notFiredInWords),
  ];
}

/** ", +1.2 % of the constant predictor's loss (-0.3 to 2.7) against the best other value" */
function effectInWords({ percent, interval }: Effect): string {
  const [low, high] = interval.map(tenths);
  const gain = `${formatGain(percent)} %`;
  return `, ${gain} of the constant predictor's loss (${low} to ${high}) against the best other value`;
}

const notFiredInWords = ({ ruleId, because }: NotFired): string =>
  `${ruleId} did not fire${because.length === 0 ? '' : ` because ${because.map(unmetInWords).join('; ')}`}`;

function overrideItem({ decisionId, slot, before, value, reason, actor, occurredAt }: OverrideExplanation): Item {
  const by = actor === null ? '' : ` by ${actor}`;
  return {
    text: `Override: ${slot} = ${nameOf(value)}, in place of ${nameOf(before)}  [${decisionId}]`,
    below: [reason, `set${by}, ${new Date(occurredAt).toISOString()}`],
  };
}

const nameOf = (value: unknown): string => (value === null ? 'not used' : show(value));

function trialItem({ trial, conditions }: TrialExplanation): Item {
  const changed = Object.entries(trial.settings).map(([slot, value]) => `${slot} = ${show(value)}`);
  const { difference, probabilityOfGain } = trial;
  const gained = difference === undefined ? '' : `, gain ${show(difference)}`;
  const likely = probabilityOfGain === undefined ? '' : ` (probability ${show(probabilityOfGain)})`;
  const score = trial.score === null ? 'no score' : `score ${show(trial.score)}`;
  return {
    text: `Trial ${trial.id}: ${changed.length > 0 ? changed.join(', ') : 'the settings as they were'}  [${trial.because}]`,
    below: [
      ...conditions.map((seen) => `since ${metInWords(seen)}`),
      `${score}${gained}${likely}: ${trial.selected ? 'selected' : trial.kept ? 'kept' : 'not kept'}`,
    ],
  };
}
