import { factDefinitions, type FactValue } from '../profile/facts.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isSlot, type Settings, type Slot } from '../settings/slots.js';
import { factTypes, slotOfFact } from './fact-types.js';
import type { Assignment } from './regions.js';
import { asSettings } from './slot-values.js';

/**
 * Whether some valid profile, with settings that a caller may fix, can have these facts. Only what is declared is looked at:
 * which slots apply, and which facts are known together. True where it cannot tell: a proof then covers more than it must.
 */
export const isPossible = (facts: Assignment): boolean =>
  !isMissing(facts, 'task', 'target.type') &&
  [...facts].every(([fact, value]) => isSettingPossible(fact, value, facts) && isKnownTogether(fact, value, facts));

/** A valid profile gives its task or its target; whether these are all missing. */
const isMissing = (facts: Assignment, ...names: readonly string[]): boolean =>
  names.every((name) => facts.has(name) && facts.get(name) === undefined);

/** A setting is missing where its slot does not apply, and only there unless it is optional. */
function isSettingPossible(fact: string, value: FactValue, facts: Assignment): boolean {
  const name = slotOfFact(fact);
  if (name === undefined || !isSlot(name)) return true;
  if (value !== undefined) return mayApply(name, facts, true);
  // A part of a value may be absent; the whole is so where the slot does not apply.
  return fact !== `settings.${name}` || slotGraph[name].optional === true || mayApply(name, facts, false);
}

function isKnownTogether(fact: string, value: FactValue, facts: Assignment): boolean {
  const others = factDefinitions[fact]?.knownWith ?? [];
  return others.every((other) => !facts.has(other) || (facts.get(other) === undefined) === (value === undefined));
}

/** Whether a slot can apply (or not apply) under settings that agree with the facts. */
export function mayApply(slot: Slot, facts: Assignment, wanted: boolean): boolean {
  const { appliesWhen } = slotGraph[slot];
  if (!appliesWhen) return wanted;
  const seen = settingsIn(facts);
  const open = [...readBy(appliesWhen, seen)].filter((read) => !(read in seen));
  const [first] = open;
  if (first === undefined) return appliesWhen(seen) === wanted;
  return valuesOf(first).some((value) => {
    const completed = new Map(facts).set(`settings.${first}`, value);
    return mayApply(slot, completed, wanted);
  });
}

/** The slots whose values a predicate asks for, given some of them. */
function readBy(appliesWhen: (settings: Partial<Settings>) => boolean, settings: Partial<Settings>): Set<string> {
  const read = new Set<string>();
  const watched = new Proxy(settings, {
    get: (of, key) => {
      read.add(String(key));
      return Reflect.get(of, key) as unknown;
    },
  });
  appliesWhen(watched);
  return read;
}

const settingsIn = (facts: Assignment): Partial<Settings> =>
  asSettings(
    Object.fromEntries(
      [...facts].flatMap(([fact, value]) => {
        const [area, slot, part] = fact.split('.');
        return area === 'settings' && slot !== undefined && part === undefined ? [[slot, value ?? null]] : [];
      }),
    ),
  );

/** Values by which a slot's predicate can be told apart: every text of a closed set, none and some of a number. */
function valuesOf(slot: string): FactValue[] {
  const type = factTypes.get(`settings.${slot}`);
  const missing = type?.alwaysKnown ? [] : [undefined];
  if (type?.values) return [...type.values, ...missing];
  if (type?.kind === 'number') return [type.min ?? 0, type.min === undefined ? 1 : type.min + 1, ...missing];
  return [true, false, ...missing];
}
