import { SextantError } from '../errors.js';
import type { FactValue } from '../profile/facts.js';
import { type Profile, profileSchema } from '../profile/schema.js';
import { createRandom, type Random } from '../random.js';
import type { Settings, Slot } from '../settings/slots.js';
import { createAdvisorWith } from './advise.js';
import { createPlainEvaluator } from './compile.js';
import { drawProfile } from './draw-profile.js';
import { isRecord } from './expressions.js';
import type { Assignment } from './regions.js';
import type { RuleSet } from './schema.js';
import { asSettings } from './slot-values.js';

export interface Witness {
  readonly profile: Profile;
  /** Slots that the caller has to fix for it. */
  readonly settings?: Partial<Settings>;
}

/** Profiles that are tried for each region. */
const DRAWS = 60;

/** A profile for which the rules of a slot fail, of one of the given regions; `undefined` when none was found. */
export async function findWitness(
  ruleSet: RuleSet,
  { slot, regions }: { readonly slot: Slot; readonly regions: readonly Assignment[] },
): Promise<Witness | undefined> {
  const advisor = createAdvisorWith(ruleSet, createPlainEvaluator);
  const random = createRandom(0, 'witness');
  for (const region of regions) {
    const settings = settingsOf(region);
    for (let draw = 0; draw < DRAWS; draw++) {
      const profile = profileIn(region, random);
      if (profile === undefined) continue;
      const failure: unknown = await advisor.advise(profile, settings).catch((error: unknown) => error);
      if (failure instanceof SextantError && failure.code === 'rules_conflict' && failure.fields['slot'] === slot)
        return Object.keys(settings).length > 0 ? { profile, settings } : { profile };
    }
  }
  return undefined;
}

/** The values that settings facts of a region ask of a caller. */
function settingsOf(region: Assignment): Partial<Settings> {
  const settings: Record<string, unknown> = {};
  for (const [fact, value] of region) {
    const [area, ...path] = fact.split('.');
    if (area === 'settings' && value !== undefined) put(settings, path, value);
  }
  return asSettings(settings);
}

/** A random valid profile with the facts of a region; those that are derived are aimed at. */
function profileIn(region: Assignment, random: Random): Profile | undefined {
  const draft: Record<string, unknown> = structuredClone(drawProfile(random));
  for (const [fact, value] of region) {
    const derive = derived[fact];
    if (derive) derive(draft, value, random);
    else if (!fact.startsWith('settings.')) put(draft, fact.split('.'), value);
  }
  const parsed = profileSchema.safeParse(JSON.parse(JSON.stringify(draft)));
  return parsed.success ? parsed.data : undefined;
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: FactValue): void {
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = into[name];
  const part: Record<string, unknown> = isRecord(inner) ? inner : {};
  // A block that is not there has no facts: nothing to take away.
  if (!isRecord(inner) && value === undefined) return;
  into[name] = part;
  put(part, rest, value);
}

type Derive = (draft: Record<string, unknown>, value: FactValue, random: Random) => void;

const withCounts = (draft: Record<string, unknown>, counts: readonly number[]): void => {
  draft['classCounts'] = Object.fromEntries(counts.map((count, i) => [`c${i}`, count]));
};
const countsOf = (draft: Record<string, unknown>): number[] =>
  isRecord(draft['classCounts']) ? Object.values(draft['classCounts']).map(Number) : [];

/** Sets the class counts so that a fact of theirs comes out, or takes them away. */
const ofCounts =
  (make: (value: number, counts: readonly number[]) => readonly number[]): Derive =>
  (draft, value) => {
    if (typeof value === 'number') withCounts(draft, make(value, countsOf(draft)));
    else delete draft['classCounts'];
  };

/** How base facts are chosen so that a derived one comes near a value. */
const derived: Readonly<Record<string, Derive>> = {
  classes: ofCounts((value, counts) => Array.from({ length: value }, (_, i) => counts[i] ?? 100 * (i + 1))),
  minorityRows: ofCounts((value, counts) => [value, ...counts.slice(1).map((count) => Math.max(count, value))]),
  minorityShare: ofCounts((value, counts) => spread(value, Math.max(2, counts.length))),
  majorityShare: ofCounts((value, counts) => spread((1 - value) / Math.max(1, counts.length - 1), counts.length)),
  imbalanceRatio: ofCounts((value, counts) => [
    1000,
    ...Array.from({ length: Math.max(1, counts.length - 1) }, () => Math.round(1000 * value)),
  ]),
  inputs: (draft, value) => {
    if (typeof value === 'number') draft['columns'] = { numeric: value };
    else put(draft, ['columns', 'categorical'], 1);
    if (value === undefined) delete draft['categories'];
  },
  rowsPerInput: (draft, value) => {
    if (typeof value !== 'number') return;
    const inputs = 20;
    draft['columns'] = { numeric: inputs };
    draft['rows'] = Math.max(1, Math.round(value * inputs));
  },
  numericCells: (draft, value) => {
    put(draft, ['columns', 'numeric'], value === 0 ? 0 : 1);
    if (typeof value === 'number') draft['rows'] = Math.max(1, value);
  },
  rowsPerNumeric: (draft, value) => {
    put(draft, ['columns', 'numeric'], typeof value === 'number' ? 20 : 0);
    if (typeof value === 'number') draft['rows'] = Math.max(1, Math.round(value * 20));
  },
  featureColumns: (draft, value) => {
    if (typeof value === 'number') draft['columns'] = { numeric: value };
  },
  'target.distinctShare': (draft, value) => {
    const rows = Number(draft['rows']);
    if (typeof value === 'number') put(draft, ['target', 'distinct'], Math.max(1, Math.round(value * rows)));
  },
};

/** Counts of so many classes of which the first has the share. */
function spread(share: number, classes: number): number[] {
  const total = 10_000;
  const others = Math.max(1, classes - 1);
  return [
    Math.round(share * total),
    ...Array.from({ length: others }, () => Math.round(((1 - share) * total) / others)),
  ];
}
