import { factsOf, type FactValue } from '../profile/facts.js';
import type { Profile } from '../profile/schema.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { slotGraph, slotOrder } from '../settings/slot-graph.js';
import { isCollectSlot, isRemark, type Settings, type Slot } from '../settings/slots.js';
import {
  addSeen,
  type CompiledRule,
  compileRule,
  createGroup,
  type CreateEvaluator,
  firedOf,
  type RuleGroup,
} from './compile.js';
import { type DiagnosisInput, diagnoseWith, isDiagnosisRule } from './diagnose.js';
import { createEngineEvaluator } from './engine.js';
import { addFacts } from './fact-types.js';
import { callerItems, isOpenTrial, proposalsOf, ruleItem, unusedWarnings } from './items.js';
import { parametersOver, sizeFact } from './network-size.js';
import { resolve, type Resolution } from './resolve.js';
import type { Advice, Diagnosis, RuleSet, RuleTrace, SlotTrace, Trace } from './schema.js';
import { asSettings, checkFixed, completeSettings } from './slot-values.js';

export interface Advisor {
  readonly ruleSet: RuleSet;
  /**
   * A value for every slot, why, and the whole trace; a deterministic function of its arguments. `fixed` slots keep the
   * caller's value and later rules see it. Calls may overlap.
   * Throws `settings_invalid` for an illegal fixed value, `rules_conflict` or `rules_invalid` where the rule set fails.
   */
  advise(profile: Profile, fixed?: Partial<Settings>): Promise<Advice>;
  /** Changes that the diagnosis rules propose for settings whose probe gave this evidence; highest priority first. */
  diagnose(input: DiagnosisInput): Promise<{ diagnoses: Diagnosis[]; trace: Trace }>;
}

export const createAdvisor = (ruleSet: RuleSet): Advisor => createAdvisorWith(ruleSet, createEngineEvaluator);

export function createAdvisorWith(ruleSet: RuleSet, createEvaluator: CreateEvaluator): Advisor {
  const compiled = ruleSet.rules.map((rule) => compileRule(rule, ruleSet));
  const isDiagnosis = (one: CompiledRule): boolean => isDiagnosisRule(one.rule);
  const stages = slotOrder.map((slot): Stage => {
    const rules = compiled.filter((one) => one.rule.slot === slot && !isDiagnosis(one));
    return { slot, fact: `settings.${slot}`, ...createGroup(rules, createEvaluator) };
  });
  const diagnosis = createGroup(compiled.filter(isDiagnosis), createEvaluator);
  return {
    ruleSet,
    advise: (profile, fixed = {}) => decideAll(stages, profile, fixed),
    diagnose: (input) => diagnoseWith(diagnosis, input),
  };
}

interface Stage extends RuleGroup {
  readonly slot: Slot;
  /** Under which later rules read the slot's value. */
  readonly fact: string;
}

/** What has been decided so far, slot after slot. */
interface Progress {
  readonly facts: Record<string, FactValue>;
  readonly settings: Record<string, unknown>;
  readonly items: AdviceItem[];
  /** Rules that decided a slot: their `trials` are proposed at the end. */
  readonly deciding: CompiledRule[];
  readonly seen: Record<string, NonNullable<FactValue>>;
  readonly ruleTraces: RuleTrace[];
  readonly slotTraces: SlotTrace[];
}

interface Run {
  readonly progress: Progress;
  readonly callers: ReadonlyMap<Slot, unknown>;
  /** A fact, settings decided so far among them. */
  readonly read: (fact: string) => FactValue;
}

async function decideAll(stages: readonly Stage[], profile: Profile, fixed: Partial<Settings>): Promise<Advice> {
  const callers = checkFixed(fixed);
  const progress: Progress = {
    facts: factsOf(profile),
    settings: {},
    items: [],
    deciding: [],
    seen: {},
    ruleTraces: [],
    slotTraces: [],
  };
  const run: Run = { progress, callers, read: (fact) => progress.facts[fact] };
  for (const stage of stages) {
    if (isRemark(stage.slot)) progress.facts[sizeFact] = parametersOver(progress.facts, settingsOf(progress));
    const traces = applies(stage, progress) ? stage.evaluate(progress.facts) : undefined;
    if (traces === undefined) passOver(stage, progress);
    else decideSlot(stage, traces instanceof Promise ? await traces : traces, run);
  }
  return {
    settings: settingsOf(progress),
    items: progress.items,
    trace: { rules: progress.ruleTraces, seen: progress.seen, slots: progress.slotTraces },
  };
}

const settingsOf = ({ settings }: Progress): Settings => completeSettings(settings);

const applies = ({ slot }: Stage, { settings }: Progress): boolean =>
  slotGraph[slot].appliesWhen?.(asSettings(settings)) ?? true;

function passOver({ slot, rules }: Stage, { ruleTraces, slotTraces, settings }: Progress): void {
  const { hitPolicy } = slotGraph[slot];
  for (const { untouched } of rules) ruleTraces.push(untouched);
  slotTraces.push({ slot, applies: false, hitPolicy, origin: 'rule', winner: null, losers: [] });
  settings[slot] = null;
}

function decideSlot(stage: Stage, traces: readonly RuleTrace[], run: Run): void {
  const { progress, callers, read } = run;
  const { slot } = stage;
  const { hitPolicy } = slotGraph[slot];
  for (const trace of traces) progress.ruleTraces.push(trace);
  addSeen(progress.seen, stage.reads, progress.facts);
  const fired = firedOf(stage, traces);
  const isFixed = callers.has(slot);
  const resolution = isFixed && fired.length === 0 ? nothing : resolve(slot, hitPolicy, fired, read);
  const items = isFixed ? callerItems(slot, callers.get(slot), resolution) : ruleItems(slot, resolution, run);
  for (const item of items) progress.items.push(item);
  if (!isFixed) for (const { compiled } of resolution.winners) progress.deciding.push(compiled);
  const values = items.map((item) => item.final);
  const value = isCollectSlot(slot) ? values : values[0];
  progress.settings[slot] = value;
  addFacts(progress.facts, stage.fact, value);
  progress.slotTraces.push(slotTrace(slot, resolution, isFixed));
}

const nothing: Resolution = { winners: [], losers: [] };

/** Collecting slots get more than their own rules say: warnings of unused settings, trials of the rules that decided. */
function ruleItems(slot: Slot, resolution: Resolution, { progress, callers, read }: Run): AdviceItem[] {
  const { settings, deciding } = progress;
  const items = resolution.winners.map((winner) => ruleItem({ slot, winner, resolution, read }));
  if (slot === 'warnings') return [...items, ...unusedWarnings(settings, callers)];
  if (slot !== 'trials') return items;
  const open = items.filter((item) => isOpenTrial(item.final, { settings, callers }));
  const known = open.map((item) => item.final);
  return [...open, ...proposalsOf({ deciding, settings, callers, read, known })];
}

function slotTrace(slot: Slot, { winners, losers }: Resolution, isFixed: boolean): SlotTrace {
  const { hitPolicy } = slotGraph[slot];
  const lost = isFixed
    ? [...winners.map((winner) => ({ ...winner, lostBecause: 'the caller fixed the slot' })), ...losers]
    : losers;
  return {
    slot,
    applies: true,
    hitPolicy,
    origin: isFixed ? 'caller' : 'rule',
    winner: isFixed || hitPolicy === 'collect' ? null : (winners[0]?.compiled.rule.id ?? null),
    losers: lost.map(({ compiled, value, lostBecause }) => ({
      ruleId: compiled.rule.id,
      value,
      lostBecause,
    })),
  };
}
