import { z } from 'zod';
import type { FactValue } from '../profile/facts.js';
import { type AdviceItem, adviceItemSchema, sourceSchema } from '../settings/recommendation.js';
import { settingsSchema, slots, trialProposalSchema, type Slot } from '../settings/slots.js';

/** Files under `rules/`: the knowledge as data. */

export const operators = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  /** `known: false` holds where the fact is missing. The one comparison that is never unknown. */
  'known',
] as const;
export type OperatorName = (typeof operators)[number];

const constant = z.union([z.number(), z.string(), z.boolean()]);

export interface Leaf {
  fact: string;
  operator: OperatorName;
  value: z.infer<typeof constant> | z.infer<typeof constant>[];
}
export type Condition = Leaf | { all: Condition[] } | { any: Condition[] } | { not: Condition } | { condition: string };

/** Compares one fact (`rows`, `settings.task`, `evidence.trainLoss`) with constants, or combines such comparisons. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({
      fact: z.string().min(1),
      operator: z.enum(operators),
      value: z.union([constant, z.array(constant).min(1)]),
    }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ condition: z.string().min(1) }),
  ]),
);

export const functionNames = [
  'add',
  'multiply',
  'divide',
  'power',
  'min',
  'max',
  'clamp',
  'round',
  'floor',
  'log2',
  'log10',
  'nearestPowerOfTwo',
  'unitsWithin',
] as const;

/** A computed value: `{ "fact": "rows" }`, `{ "setting": "folds" }` or `{ "function": "min", "arguments": [...] }`. */
export type Expression =
  | { fact: string }
  | { setting: string }
  | { function: (typeof functionNames)[number]; arguments: (Expression | number)[] };

const slotName = z.enum(slots as [Slot, ...Slot[]]);

export const ruleSchema = z.strictObject({
  /** `slot.short-name`, unique, never reused. Diagnosis rules are `diagnosis.short-name`. */
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*\.[a-z0-9]+(-[a-z0-9]+)*$/),
  slot: slotName,
  /** Higher wins where the slot's hit policy is `first`. */
  priority: z.int().min(0).max(1000),
  /** Absent: the rule always applies (a default). */
  when: conditionSchema.optional(),
  /**
   * The value, or for slots with parts an object whose parts may be expressions. `null` where the slot graph calls the
   * slot optional: not used. For collecting slots a list stands for several values.
   */
  recommend: z.json(),
  /** One sentence for people, with `{{fact}}` blanks. */
  because: z.string().min(20).max(300),
  source: sourceSchema,
  /** Values that a probe should test when this rule decides its slot; `value` may hold expressions. */
  trials: z.array(trialProposalSchema).optional(),
});
/** A rule as it is written, and, once loaded, which layer it belongs to. */
export type Rule = z.infer<typeof ruleSchema> & {
  /** 1: of an overlay, which goes before the rules that it extends; absent: of these. */
  readonly layer?: 1;
};

export const manifestSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  extends: z.string().optional(),
});

export interface RuleSet {
  readonly name: string;
  readonly version: string;
  /** Hash of the rule set that this one extends; its rules are among `rules`, those of the overlay have `layer` 1. */
  readonly extends?: string;
  /** SHA-256, lower-case hex, of the canonical JSON of `{ name, version, extends?, conditions, rules sorted by id }`. */
  readonly hash: string;
  readonly conditions: Readonly<Record<string, Condition>>;
  readonly rules: readonly Rule[];
}

/** Of a condition. `unknown`: a fact was missing. */
export type Outcome = 'true' | 'false' | 'unknown' | 'not_evaluated';
export const letters: Readonly<Record<Outcome, string>> = { true: 't', false: 'f', unknown: 'u', not_evaluated: 'n' };

export interface RuleTrace {
  readonly ruleId: string;
  readonly fired: boolean;
  /** A letter for every node of `when` as it is written, each before its children; empty for a rule without `when`. */
  readonly outcomes: string;
}

export interface SlotTrace {
  readonly slot: Slot;
  readonly applies: boolean;
  readonly hitPolicy: 'unique' | 'first' | 'collect';
  readonly origin: 'rule' | 'caller';
  /** `null` where the slot does not apply, the caller fixed it, or all values are collected. */
  readonly winner: string | null;
  readonly losers: readonly {
    readonly ruleId: string;
    readonly value: AdviceItem['final'];
    readonly lostBecause: string;
  }[];
}

/** With the rule set it tells every comparison: what is compared stands there, and what came of it here. */
export interface Trace {
  readonly rules: readonly RuleTrace[];
  /** Facts that the rules read, as far as they are known. A fact has one value in all of a decision. */
  readonly seen: Readonly<Record<string, NonNullable<FactValue>>>;
  readonly slots: readonly SlotTrace[];
}

/** What the rules say for one profile: a value for every slot, why, and the whole trace. */
export const adviceSchema = z.strictObject({
  settings: settingsSchema,
  items: z.array(adviceItemSchema),
});
export interface Advice extends z.infer<typeof adviceSchema> {
  readonly trace: Trace;
}

/** One change that the diagnosis rules propose after seeing evidence. */
export interface Diagnosis {
  readonly ruleId: string;
  readonly slot: Slot;
  readonly value: unknown;
  readonly because: string;
  readonly source: z.infer<typeof sourceSchema>;
}
