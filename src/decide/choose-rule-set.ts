import { newActivationRecord, newShadowRecord, type RecordContext } from '../audit/new-record.js';
import type { DecisionRecord, RuleSetReference } from '../audit/schema.js';
import type { RuleSet } from '../advise/schema.js';
import { SextantError } from '../errors.js';
import { builtInRuleSetId } from '../ids.js';
import { type Database, notify } from '../store/database.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import { getRuleChoice, type RuleChoice } from '../store/rule-choice.js';
import { endShadow, startShadow as start } from '../store/shadows.js';
import { setActive } from '../store/workspace-rule-sets.js';
import { choiceChannel } from './active-rules.js';
import type { Context } from './context.js';
import { checkProven } from './prove-rule-set.js';
import { recordContext, store } from './record.js';
import {
  activeIdOf,
  contentOf,
  entryOf,
  findOwn,
  type OwnRuleSet,
  type RuleSetEntry,
  serviceRules,
} from './rule-sets.js';

/** Verbs that change which rule sets a workspace uses. Each change is a decision on record. */

export interface Choosing {
  readonly id: string;
  /** Null: a command asks. */
  readonly requestId: string | null;
}

export interface Chosen {
  readonly entry: RuleSetEntry;
  /** Of the recorded change; null where it was so before. */
  readonly decisionId: string | null;
}

/**
 * Lets a proven rule set decide from now on; one that decided before is thereby rolled back to. A candidate in shadow goes on
 * against the new rules, counting anew, and ends where it is what was activated.
 * @throws SextantError `not_found`, `rule_set_unproven`, `queue_full`, `not_ready`, and what the store throws
 */
export async function activateRuleSet(context: Context, choosing: Choosing): Promise<Chosen> {
  const started = context.clock.elapsed();
  const own = await findOwn(context, choosing.id);
  await checkProven(context, own);
  return change(context, choosing, {
    own,
    isDone: (choice) => activeIdOf(choice) === own.id,
    record: (of, before) =>
      newActivationRecord(of, {
        durationMs: context.clock.elapsed() - started,
        before,
        active: referenceTo(own),
      }),
    apply: async (tx, { shadow }) => {
      const { workspaceId, clock } = context;
      await setActive(tx, workspaceId, own.id === builtInRuleSetId ? undefined : own.id);
      if (!shadow) return;
      const candidate = { workspaceId, ruleSetId: shadow.id };
      if (shadow.id === own.id) await endShadow(tx, { ...candidate, now: clock.now() });
      else await start(tx, { ...candidate, against: own.hash, startedAt: clock.now() });
    },
  });
}

/**
 * Evaluates a proven rule set beside the active one from now on, and counts where they differ.
 * @throws SextantError `not_found`, `rule_set_unproven`, `shadow_conflict` where it is active or another one is in shadow,
 * `queue_full`, `not_ready`, and what the store throws
 */
export async function startShadow(context: Context, choosing: Choosing): Promise<Chosen> {
  const own = await findOwn(context, choosing.id);
  await checkProven(context, own);
  return change(context, choosing, {
    own,
    isDone: (choice) => {
      if (activeIdOf(choice) === own.id) throw conflict('It decides already: there is nothing to compare it with.');
      if (choice.shadow && choice.shadow.id !== own.id)
        throw conflict(`Another rule set is in shadow, ${choice.shadow.id}: there is one at a time.`);
      return choice.shadow !== undefined;
    },
    record: (of, active) => newShadowRecord(of, { active, candidate: referenceTo(own), runs: true }),
    apply: (tx, _, active) =>
      start(tx, {
        workspaceId: context.workspaceId,
        ruleSetId: own.id,
        against: active.hash,
        startedAt: context.clock.now(),
      }),
  });
}

/**
 * Evaluates it no longer; its counts stay.
 * @throws SextantError `not_found`, and what the store throws
 */
export async function stopShadow(context: Context, choosing: Choosing): Promise<Chosen> {
  const own = await findOwn(context, choosing.id);
  const { workspaceId, clock } = context;
  await serviceRules(context).shadows.settle();
  return change(context, choosing, {
    own,
    isDone: ({ shadow }) => shadow?.id !== own.id,
    record: (of, active) => newShadowRecord(of, { active, candidate: referenceTo(own), runs: false }),
    apply: (tx) => endShadow(tx, { workspaceId, ruleSetId: own.id, now: clock.now() }),
  });
}

interface Change {
  readonly own: OwnRuleSet;
  /** Whether it is so already; throws where it may not become so. */
  readonly isDone: (choice: RuleChoice) => boolean;
  readonly record: (of: RecordContext, active: RuleSetReference) => DecisionRecord;
  readonly apply: (tx: Database, choice: RuleChoice, active: RuleSetReference) => Promise<void>;
}

/** Somebody else has changed the choice between the look at it and the lock. */
class Overtaken extends Error {}

const TRIES = 5;

async function change(context: Context, { requestId }: Choosing, changing: Change): Promise<Chosen> {
  const ruleSet = await contentOf(context, changing.own);
  for (let tries = 1; ; tries++) {
    try {
      return await changeOnce(context, { ruleSet, requestId, ...changing });
    } catch (error) {
      if (!isOvertaken(error) || tries === TRIES) throw error;
    }
  }
}

async function changeOnce(
  context: Context,
  {
    own,
    isDone,
    record,
    apply,
    ruleSet,
    requestId,
  }: Change & { readonly ruleSet: RuleSet; readonly requestId: string | null },
): Promise<Chosen> {
  const { workspaceId } = context;
  const look = () => context.store(({ db }) => getRuleChoice(db, workspaceId));
  const before = await look();
  if (isDone(before)) return { entry: entryOf(own, before), decisionId: null };
  const active = referenceTo(await findOwn(context, activeIdOf(before)));
  const decision = record(recordContext(context, ruleSet, requestId), active);
  await store(context, ruleSet, {
    recommendations: [],
    decisions: [decision],
    before: async (tx) => {
      await lockWorkspace(tx, workspaceId, 'rules');
      const now = await getRuleChoice(tx, workspaceId);
      if (!isSame(now, before)) throw new Overtaken();
      await apply(tx, now, active);
      await notify(tx, choiceChannel, workspaceId);
    },
  });
  serviceRules(context).active.forget(workspaceId);
  return { entry: entryOf(own, await look()), decisionId: decision.id };
}

const isSame = (a: RuleChoice, b: RuleChoice): boolean =>
  activeIdOf(a) === activeIdOf(b) && a.shadow?.id === b.shadow?.id && a.shadow?.startedAt === b.shadow?.startedAt;

const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken || (error instanceof Error && isOvertaken(error.cause));

const referenceTo = ({ id, name, version, hash }: OwnRuleSet): RuleSetReference => ({ id, name, version, hash });

const conflict = (why: string): SextantError =>
  new SextantError('shadow_conflict', why, {
    hint: 'GET /v1/rule-sets says which rule set is active and which is in shadow.',
  });
