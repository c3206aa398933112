import { createAdvisor } from '../advise/advise.js';
import type { Advice, RuleSet } from '../advise/schema.js';
import { newOverrideRecord } from '../audit/new-record.js';
import type { OverrideRecord } from '../audit/schema.js';
import { SextantError } from '../errors.js';
import { isSameJson } from '../same-json.js';
import type { AdviceItem, Recommendation } from '../settings/recommendation.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, type Settings, type Slot, slots, slotSchemas, type Warning } from '../settings/slots.js';
import type { Database } from '../store/database.js';
import { getRecommendation } from '../audit/stored-recommendation.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import { newestProbeOf } from '../store/probes.js';
import { answerOnce, type IdempotentRequest } from './answer-once.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import { isOpen } from './probe-states.js';
import { recordContext, store } from './record.js';
import { recordedRules } from './recorded-rules.js';

export interface OverrideRequest {
  readonly recommendationId: string;
  readonly slot: Slot;
  readonly value: unknown;
  /** Why, in the words of who asks. */
  readonly reason: string;
  readonly requestId: string | null;
  readonly idempotency?: IdempotentRequest | undefined;
}

export interface Overridden {
  readonly recommendation: Recommendation;
  /** Of the override; that of the recommendation is in it. */
  readonly decisionId: string;
}

/** So often is a recommendation read again that somebody else changed meanwhile. */
const TRIES = 5;

/**
 * Sets a slot of a recommendation to a value of the caller's. Other slots stay as they are, but for those that come to apply
 * or cease to; what the rules warn of is added. A probe from now on keeps the slot.
 * @throws SextantError `not_found`, `settings_invalid`, `probe_unfinished`, `idempotency_conflict`, and what the store throws
 */
export const overrideSetting = (context: Context, request: OverrideRequest): Promise<Overridden> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const value = checkValue(request);
    for (let tries = 1; ; tries++) {
      const { before, ruleSet } = await read(context, request.recommendationId);
      const started = context.clock.elapsed();
      const after = await overridden(ruleSet, before, { ...request, value });
      const decision = newOverrideRecord(recordContext(context, ruleSet, request.requestId), {
        recommendationId: before.id,
        parentId: before.decisionId,
        durationMs: context.clock.elapsed() - started,
        facts: { slot: request.slot, final: before.settings[request.slot] as OverrideRecord['facts']['final'] },
        outcome: { value, reason: request.reason, settings: { ...changesOf(before, after), [request.slot]: value } },
      });
      const answer = { recommendation: after, decisionId: decision.id };
      try {
        await store(context, ruleSet, {
          recommendations: [{ recommendation: after }],
          decisions: [decision],
          before: async (tx) => {
            await keep(tx, answer);
            await checkUnchanged(tx, context.workspaceId, before);
          },
        });
        return answer;
      } catch (error) {
        if (tries === TRIES || !isChangedMeanwhile(error)) throw error;
      }
    }
  });

type Json = AdviceItem['final'];

/** Checked by the slot's schema; collected slots are the rules', and the task decides what all others mean. */
function checkValue({ slot, value }: Pick<OverrideRequest, 'slot' | 'value'>): Json {
  if (isCollectSlot(slot)) throw invalid('/slot', `${slot} is a list that rules fill.`, 'Override another setting.');
  if (slot === 'task')
    throw invalid(
      '/slot',
      'The task cannot be overridden: it decides what every other setting means.',
      'Ask for a recommendation with the task that you want.',
    );
  if (value === null && slotGraph[slot].optional) return null;
  const parsed = slotSchemas[slot].safeParse(value);
  if (parsed.success) return parsed.data as Json;
  const why = parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  throw invalid('/value', `${slot} cannot have this value: ${why}.`, `Choose a legal value for ${slot}.`);
}

const invalid = (pointer: string, message: string, hint: string): SextantError =>
  new SextantError('settings_invalid', message, { hint, fields: { pointers: [pointer] } });

const read = (
  { store: useStore, workspaceId }: Context,
  id: string,
): Promise<{ readonly before: Recommendation; readonly ruleSet: RuleSet }> =>
  useStore(async ({ db }) => {
    const before = await getRecommendation(db, workspaceId, id);
    if (!before) throw notFound('recommendation', id);
    return { before, ruleSet: await recordedRules(db, before.ruleSet.hash) };
  });

class ChangedMeanwhile extends Error {}

const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof ChangedMeanwhile || (error instanceof Error && isChangedMeanwhile(error.cause));

/** A probe that is under way would end with the settings that it began with: it has to end first. */
async function checkUnchanged(tx: Database, workspaceId: string, before: Recommendation): Promise<void> {
  await lockWorkspace(tx, workspaceId, 'probes');
  const newest = await newestProbeOf(tx, before.id);
  if (newest && isOpen(newest))
    throw new SextantError('probe_unfinished', `The probe ${newest.id} of this recommendation has not ended.`, {
      hint: 'Wait for it, or cancel it; then override the setting.',
      fields: { id: newest.id },
    });
  const now = await getRecommendation(tx, workspaceId, before.id);
  if (!isSameJson(now, before)) throw new ChangedMeanwhile();
}

interface Override extends Pick<OverrideRequest, 'slot' | 'reason'> {
  readonly value: Json;
}

/** The rules look at the settings with the new value, all of them fixed: they fill what comes to apply, and warn. */
async function overridden(ruleSet: RuleSet, before: Recommendation, override: Override): Promise<Recommendation> {
  const { slot, value } = override;
  const { appliesWhen } = slotGraph[slot];
  if (appliesWhen && !appliesWhen(before.settings))
    throw invalid('/slot', `${slot} does not apply to the other settings.`, 'Override what it depends on first.');
  const fixed = { ...fixedOf(before.settings), [slot]: value };
  const advice = await createAdvisor(ruleSet).advise(before.profile, fixed);
  const settings: Settings = {
    ...before.settings,
    ...Object.fromEntries(single.map((each) => [each, advice.settings[each]])),
  };
  return {
    ...before,
    settings,
    advice: itemsOf(before.advice, advice, override),
    warnings: [...before.warnings, ...newWarnings(before, advice, slot)],
  };
}

const single = slots.filter((slot) => !isCollectSlot(slot));

const fixedOf = (settings: Settings): Partial<Settings> =>
  Object.fromEntries(
    single.filter((slot) => settings[slot] !== null || slotGraph[slot].optional).map((slot) => [slot, settings[slot]]),
  );

/** What the rules said stays in `recommended` and, with the rule's name, in `alternatives`. */
function itemsOf(items: readonly AdviceItem[], { settings, items: anew }: Advice, override: Override): AdviceItem[] {
  const known = new Set(items.map(({ slot }) => slot));
  const come = anew.filter(({ slot }) => !known.has(slot) && !isCollectSlot(slot));
  return [...items, ...come].map((item) => {
    if (item.slot === override.slot) return overriddenItem(item, override);
    return isCollectSlot(item.slot) ? item : { ...item, final: settings[item.slot] as Json };
  });
}

function overriddenItem(item: AdviceItem, { value, reason }: Override): AdviceItem {
  const { slot, recommended, ruleId, because, alternatives } = item;
  const ofRule =
    ruleId === null
      ? []
      : [{ value: recommended, ruleId, lostBecause: `a person overrode it. The rule says: ${because}` }];
  return {
    slot,
    origin: 'override',
    recommended,
    final: value,
    // A verdict was about the value before.
    verdict: 'untested',
    ruleId: null,
    because: reason,
    source: null,
    alternatives: [...ofRule, ...alternatives],
  };
}

function newWarnings({ warnings, probe }: Recommendation, { settings }: Advice, slot: Slot): Warning[] {
  const codes = new Set(warnings.map(({ code }) => code));
  const messages = new Set(warnings.map(({ message }) => message));
  // The reader of the file warns of what rules do too, in other words; of unused settings there may be several.
  const isNew = ({ code, message }: Warning): boolean =>
    code === 'setting_unused' ? !messages.has(message) : !codes.has(code);
  const untested: Warning = {
    code: 'overridden_after_probe',
    message: `${slot} was overridden after the probe: its scores and its final model are of the settings before.`,
  };
  return [...(settings.warnings ?? []), ...(probe ? [untested] : [])].filter(isNew);
}

function changesOf(before: Recommendation, after: Recommendation): OverrideRecord['outcome']['settings'] {
  const changed = single.filter((slot) => !isSameJson(before.settings[slot], after.settings[slot]));
  return Object.fromEntries(changed.map((slot) => [slot, after.settings[slot] as Json]));
}
