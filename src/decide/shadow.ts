import { createAdvisorWith, type Advisor } from '../advise/advise.js';
import { changedSlots } from '../advise/compare.js';
import { createPlainEvaluator } from '../advise/compile.js';
import type { Profile } from '../profile/schema.js';
import type { Settings } from '../settings/slots.js';
import type { RuleChoice, Shadow } from '../store/rule-choice.js';
import { addToShadow, type ShadowCounts } from '../store/shadows.js';
import { type ActiveRules, type ActiveRulesOptions, storedRuleSet } from './active-rules.js';
import { createRecent } from './recent.js';

/** A decision of the active rules. */
export interface Decided {
  /** Hash of the rule set that decided. */
  readonly hash: string;
  readonly profile: Profile;
  /** Slots that the caller fixed. */
  readonly fixed: Partial<Settings>;
  readonly settings: Settings;
}

/** Evaluates candidates beside the active rule sets and counts where they differ. */
export interface ShadowRuns {
  /** Takes note of a decision that is on record, and returns at once; nothing of what follows touches it. */
  readonly observe: (workspaceId: string, decided: readonly Decided[]) => void;
  /** Resolves when all that was observed until now is counted, or could not be. */
  readonly settle: () => Promise<void>;
}

/** Decisions that wait at most; those beyond are counted as skipped. */
const MOST_WAITING = 2_000;
/** The longest that other work waits for a candidate, and the pause after that, in milliseconds: it gets half of a processor at most. */
const TURN_MS = 5;
const PAUSE_MS = 5;
/** Counts are written this long after the first decision. */
const DELAY_MS = 200;
const MOST_READY = 50;

interface Waiting {
  readonly workspaceId: string;
  readonly shadow: Shadow;
  readonly decided: Decided;
}

interface Counted {
  readonly workspaceId: string;
  readonly shadow: Shadow;
  counts: Counts;
}

interface Counts extends ShadowCounts {
  decisions: number;
  different: number;
  failed: number;
  skipped: number;
  readonly bySlot: Record<string, number>;
}

const nothing = (): Counts => ({ decisions: 0, different: 0, failed: 0, skipped: 0, bySlot: {} });

export type ShadowOptions = ActiveRulesOptions & {
  readonly active: Pick<ActiveRules, 'known'>;
};

/** Counts that are not yet in the store. */
function createTallies({ store }: Pick<ActiveRulesOptions, 'store'>) {
  const counted = new Map<string, Counted>();
  const of = (workspaceId: string, shadow: Shadow): Counts => {
    const key = [workspaceId, shadow.id, shadow.startedAt].join(' ');
    const known = counted.get(key) ?? { workspaceId, shadow, counts: nothing() };
    counted.set(key, known);
    return known.counts;
  };
  const write = async (): Promise<void> => {
    for (const [key, { workspaceId, shadow, counts }] of counted) {
      counted.delete(key);
      const { id: ruleSetId, against, startedAt } = shadow;
      const named = { workspaceId, ruleSetId, against, startedAt };
      // What cannot be counted is not worth a failure: the decisions themselves are on record.
      await store(({ db }) => db.transaction((tx) => addToShadow(tx, named, counts))).catch(() => undefined);
    }
  };
  return { of, write };
}

export function createShadowRuns(options: ShadowOptions): ShadowRuns {
  const { active, clock } = options;
  const ready = createRecent<Advisor>(MOST_READY);
  const waiting: Waiting[] = [];
  const { of: countsOf, write } = createTallies(options);
  let working: Promise<void> | undefined;

  const evaluate = async ({ workspaceId, shadow, decided }: Waiting): Promise<void> => {
    const counts = countsOf(workspaceId, shadow);
    counts.decisions += 1;
    try {
      const candidate = await ready.get(shadow.hash ?? '', () => candidateOf(options, shadow));
      const { settings } = await candidate.advise(decided.profile, decided.fixed);
      const changed = changedSlots(decided.settings, settings);
      if (changed.length > 0) counts.different += 1;
      for (const slot of changed) counts.bySlot[slot] = (counts.bySlot[slot] ?? 0) + 1;
    } catch {
      counts.failed += 1;
    }
  };
  /** One pass over what waits; what comes meanwhile is for the next one, so that counts are written under any load. */
  const work = async (): Promise<void> => {
    await pause(DELAY_MS);
    let turned = clock.elapsed();
    for (const one of waiting.splice(0)) {
      await evaluate(one);
      if (clock.elapsed() - turned < TURN_MS) continue;
      await pause(PAUSE_MS);
      turned = clock.elapsed();
    }
    await write();
    working = waiting.length > 0 ? work() : undefined;
  };
  return {
    observe: (workspaceId, decided) => {
      const shadow = shadowOf(active.known(workspaceId), decided);
      if (!shadow) return;
      const free = Math.max(0, MOST_WAITING - waiting.length);
      waiting.push(...decided.slice(0, free).map((one) => ({ workspaceId, shadow, decided: one })));
      if (decided.length > free) countsOf(workspaceId, shadow).skipped += decided.length - free;
      working ??= work();
    },
    settle: async () => {
      await working;
      // What came during that pass.
      await working;
    },
  };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The candidate that these decisions count for: it is compared with the rule set that made them, and with no other. */
const shadowOf = (choice: RuleChoice | undefined, [first]: readonly Decided[]): Shadow | undefined =>
  choice?.shadow && first?.hash === choice.shadow.against ? choice.shadow : undefined;

/** By the plain walk, which gives the engine's answers in a fraction of the time. */
async function candidateOf({ store, advisor }: ShadowOptions, { hash }: Shadow): Promise<Advisor> {
  const ruleSet = hash === null ? (await advisor()).ruleSet : await storedRuleSet({ store }, hash);
  return createAdvisorWith(ruleSet, createPlainEvaluator);
}
