import type { Profile } from '../profile/schema.js';
import { type Settings, type Slot, slots } from '../settings/slots.js';
import { isDeepStrictEqual } from 'node:util';
import { createAdvisorWith } from './advise.js';
import { createPlainEvaluator } from './compile.js';
import type { RuleSet } from './schema.js';

/** What was asked at a decision. */
export interface Asked {
  readonly id: string;
  readonly profile: Profile;
  /** Slots that the caller fixed. */
  readonly fixed: Partial<Settings>;
}

export interface SlotChange {
  readonly slot: Slot;
  /** Decisions in which the slot comes out differently. */
  readonly decisions: number;
  /** Some of them. */
  readonly examples: readonly { readonly id: string; readonly before: unknown; readonly after: unknown }[];
}

export interface Comparison {
  readonly decisions: number;
  /** Decisions with at least one other setting. */
  readonly different: number;
  /** Decisions to which one of the rule sets has no answer, and some of them. */
  readonly failed: number;
  readonly failures: readonly string[];
  readonly slots: readonly SlotChange[];
}

/** Decisions that are named for each slot. */
const EXAMPLES = 3;

/** Slots that come out differently. */
export const changedSlots = (before: Settings, after: Settings): Slot[] =>
  slots.filter((slot) => !isDeepStrictEqual(before[slot], after[slot]));

/** What two rule sets say to the same questions. */
export async function compareRuleSets(before: RuleSet, after: RuleSet, asked: readonly Asked[]): Promise<Comparison> {
  const [old, now] = [before, after].map((ruleSet) => createAdvisorWith(ruleSet, createPlainEvaluator));
  const changes = new Map<Slot, { decisions: number; examples: SlotChange['examples'][number][] }>();
  const failures: string[] = [];
  let different = 0;
  for (const { id, profile, fixed } of asked) {
    const answers = await Promise.all([old?.advise(profile, fixed), now?.advise(profile, fixed)]).catch(() => []);
    const [a, b] = answers.map((advice) => advice?.settings);
    if (!a || !b) {
      failures.push(id);
      continue;
    }
    const changed = changedSlots(a, b);
    if (changed.length > 0) different += 1;
    for (const slot of changed) {
      const change = changes.get(slot) ?? { decisions: 0, examples: [] };
      change.decisions += 1;
      if (change.examples.length < EXAMPLES) change.examples.push({ id, before: a[slot], after: b[slot] });
      changes.set(slot, change);
    }
  }
  return {
    decisions: asked.length,
    different,
    failed: failures.length,
    failures: failures.slice(0, EXAMPLES),
    slots: [...changes].map(([slot, change]) => ({ slot, ...change })).sort((a, b) => b.decisions - a.decisions),
  };
}
