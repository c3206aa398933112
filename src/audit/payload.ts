import { z } from 'zod';
import { canonicalize, KnownText } from '../canonical-json.js';
import { isSameJson } from '../same-json.js';
import {
  type Decided,
  type DecidedSettings,
  type DecisionRecord,
  decisionRecordSchema,
  type RecommendationRecord,
} from './schema.js';

/**
 * Records as the chain holds them: canonical JSON, since version 2 with the settings of a recommendation packed. Of each slot `[value, rule]`, a
 * list of these where it collects; the rule without the slot's name where it begins with it: `.small` of `batchSize` is `batchSize.small`, and nothing, as of most
 * slots, is `batchSize.default`; `null` where no rule gave the value. `null` alone is what the caller fixed, which stands in the facts.
 */

const packedSetting = z.tuple([z.json(), z.string().nullable()]);
const packedSettings = z.record(z.string(), z.union([z.null(), packedSetting, z.array(packedSetting)]));
type PackedSetting = z.infer<typeof packedSetting>;
type Fixed = RecommendationRecord['facts']['settings'];

const packedRecord = z.looseObject({
  kind: z.literal('recommendation'),
  facts: z.looseObject({ settings: z.record(z.string(), z.json()) }),
  outcome: z.strictObject({ settings: packedSettings }),
});

export const writePayload = (record: DecisionRecord): string =>
  canonicalize(
    record.kind === 'recommendation' && record.schemaVersion > 1
      ? { ...record, outcome: { settings: pack(record.outcome.settings, record.facts.settings) } }
      : record,
  );

/** The record of a payload, of this version or an earlier one. `undefined` where it is none. */
export function readPayload(payload: string): DecisionRecord | undefined {
  const read = jsonOf(payload);
  const { data: packed } = packedRecord.safeParse(read);
  const record = packed
    ? { ...packed, outcome: { settings: unpack(packed.outcome.settings, packed.facts.settings) } }
    : read;
  return decisionRecordSchema.safeParse(record).data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Packed = Record<string, KnownText | readonly KnownText[] | null>;

function pack(settings: DecidedSettings, fixed: Fixed): Packed {
  const packed: Packed = {};
  for (const slot of Object.keys(settings)) {
    const decided = settings[slot] ?? [];
    if (Array.isArray(decided)) packed[slot] = decided.map((one) => packOne(slot, one));
    else packed[slot] = isAsFixed(decided, fixed[slot]) ? null : packOne(slot, decided);
  }
  return packed;
}

const isAsFixed = ({ value, ruleId }: Decided, fixed: Fixed[string] | undefined): boolean =>
  ruleId === null && fixed !== undefined && isSameJson(value, fixed);

/** Of settings that were written out before: a decision shares most with those before it. */
const texts = new WeakMap<Decided, KnownText>();

function packOne(slot: string, decided: Decided): KnownText {
  const known = texts.get(decided);
  if (known) return known;
  const { value, ruleId } = decided;
  const packed: PackedSetting = [value, ruleId === null ? null : shortRuleId(slot, ruleId)];
  const text = new KnownText(canonicalize(packed));
  texts.set(decided, text);
  return text;
}

/** What most rules that decide are called after their slot. */
const usual = '.default';

/** As a rule is named beside its slot: ids have one dot, and a letter before it. */
function shortRuleId(slot: string, ruleId: string): string {
  if (!ruleId.startsWith(`${slot}.`)) return ruleId;
  const short = ruleId.slice(slot.length);
  return short === usual ? '' : short;
}

function longRuleId(slot: string, name: string): string {
  if (name === '') return slot + usual;
  return name.startsWith('.') ? slot + name : name;
}

/** All that a payload may call a rule, written before or now. */
export function namesOfRule(ruleId: string): string[] {
  const slot = ruleId.replace(/\..*$/, '');
  return [...new Set([ruleId, ruleId.slice(slot.length), shortRuleId(slot, ruleId)])];
}

/** A fixed setting that the facts do not have makes no record: its value is missing. */
function unpack(packed: z.infer<typeof packedSettings>, fixed: Fixed): Record<string, unknown> {
  const entries = Object.entries(packed).map(([slot, kept]): readonly [string, unknown] => {
    const one = ([value, rule]: PackedSetting) => ({ value, ruleId: rule === null ? null : longRuleId(slot, rule) });
    if (kept === null) return [slot, { value: fixed[slot], ruleId: null }];
    return [slot, isOne(kept) ? one(kept) : kept.map(one)];
  });
  return Object.fromEntries(entries);
}

/** A list of settings has lists alone. */
const isOne = (kept: PackedSetting | PackedSetting[]): kept is PackedSetting =>
  kept.length === 2 && !Array.isArray(kept[1]);
