import { type FactValue, factDefinitions } from '../profile/facts.js';
import { columnKinds, type Profile, profileSchema } from '../profile/schema.js';
import { mostOutputUnits } from '../settings/slots.js';
import { isRecord } from './expressions.js';

/**
 * The facts of a profile that can be changed by themselves: what its writer states. Derived facts (`inputs`, `rowsPerInput`,
 * `classes`, ...) follow from them. Of class counts the smallest and the largest can be changed, of at most a thousand classes;
 * the set of classes cannot, nor the shape of images and sequences.
 */
export interface ChangeableFact {
  /** As rules name it, or `classCounts.<label>`. */
  readonly name: string;
  readonly kind: 'number' | 'boolean' | 'text';
  readonly integer: boolean;
  /** Of a text. */
  readonly values: readonly string[];
  /** Whether the profile may leave it out. */
  readonly optional: boolean;
  /** The facts that follow from it, itself among them where rules can read it. */
  readonly moves: readonly string[];
  /** Least and greatest value of a number beside the profile's other facts. What the original breaks itself is left to it. */
  readonly range: (profile: Profile, original: Profile) => readonly [number, number];
  /** Where a fact that follows from it may turn from rising to falling; between these places each rises, falls or stays. */
  readonly turns: (profile: Profile) => readonly number[];
  readonly read: (profile: Profile) => FactValue;
  /** Of a profile that need not be valid any more. */
  readonly write: (profile: Profile, value: FactValue) => Profile;
}

/** Of labels of which a row may carry several they are of the rows, else of all counts together. */
const classShares = ['minorityShare', 'majorityShare'];

/** Derived facts by what they are made of; columns of each kind beside. */
const derivedFrom: Readonly<Record<string, readonly string[]>> = {
  task: classShares,
  labelEncoding: classShares,
  rows: [
    'rowsPerInput',
    'numericCells',
    'rowsPerNumeric',
    'secondsPerThousandRows',
    'target.distinctShare',
    ...classShares,
  ],
  'columns.numeric': ['featureColumns', 'inputs', 'rowsPerInput', 'numericCells', 'rowsPerNumeric'],
  'columns.boolean': ['featureColumns', 'inputs', 'rowsPerInput'],
  'columns.categorical': ['featureColumns', 'categories.max', 'categories.total', 'inputs', 'rowsPerInput'],
  'columns.text': ['featureColumns'],
  'columns.datetime': ['featureColumns'],
  'categories.total': ['inputs', 'rowsPerInput'],
  budgetSeconds: ['secondsPerThousandRows'],
  'target.distinct': ['target.distinctShare'],
  'target.type': ['target.columns', ...classShares],
};

const ofClassCounts = ['minorityRows', ...classShares, 'imbalanceRatio'];

/** The first of each is at most the second, in every profile of a dataset. */
const ordered: readonly (readonly [string, string])[] = [
  ['target.distinct', 'rows'],
  ['groups', 'rows'],
  ['target.min', 'target.mean'],
  ['target.mean', 'target.max'],
  ['target.min', 'target.max'],
  ['categories.max', 'categories.total'],
];

/** Facts that the schema binds together: the profile must have its task or its target, and a target its type. */
const bound: Readonly<Record<string, string>> = { task: 'task or target', 'target.type': 'task or target' };

/** Facts that every profile has, or that cannot be left out by themselves. */
const required: ReadonlySet<string> = new Set([
  'rows',
  'modality',
  ...columnKinds.map((kind) => `columns.${kind}`),
  'categories.max',
  'categories.total',
  'target.columns',
]);

/** The schema asks for more than 0. */
const positive: ReadonlySet<string> = new Set(['constraints.maxLatencyMs', 'constraints.maxMemoryMb', 'budgetSeconds']);
const MOST: Readonly<Record<string, number>> = { budgetSeconds: 1e9, 'target.columns': mostOutputUnits };
/** Counts beyond are not looked at. */
const MOST_COUNT = 1e12;
/** Every look at a profile takes time for each of them. */
const MOST_CLASSES = 1000;

const derived: ReadonlySet<string> = new Set([
  ...Object.values(derivedFrom)
    .flat()
    .filter((name) => !['categories.max', 'categories.total', 'target.columns'].includes(name)),
  ...ofClassCounts,
  'classes',
  'inputShape.rank',
]);

/** What two facts share where the range or the validity of one hangs on the other. */
const tiesOf = (name: string): string[] => [
  ...ordered.filter((pair) => pair.includes(name)).map((pair) => pair.join(' <= ')),
  ...(bound[name] === undefined ? [] : [bound[name]]),
  ...(name.startsWith('target.') ? ['target'] : []),
  ...(name.startsWith('categories.') || name === 'columns.categorical' ? ['categories'] : []),
];

/** Those of a profile. */
export const changeableFacts = (profile: Profile): ChangeableFact[] => [...statedFacts, ...classFacts(profile)];

const statedFacts: readonly ChangeableFact[] = Object.entries(factDefinitions)
  .filter(([name]) => !derived.has(name))
  .map(([name, definition]) => {
    const { type, values = [], min, max } = definition;
    const path = name.split('.');
    const least = positive.has(name) ? Number.MIN_VALUE : (min ?? -Number.MAX_VALUE);
    const most = MOST[name] ?? max ?? (type === 'integer' ? MOST_COUNT : Number.MAX_VALUE);
    return {
      name,
      kind: type === 'integer' ? 'number' : type,
      integer: type === 'integer',
      values,
      optional: !required.has(name),
      moves: [name, ...(derivedFrom[name] ?? []), ...tiesOf(name)],
      range: (profile, original) => within(name, [least, most], { profile, original }),
      turns: () => (name === 'columns.categorical' ? [0, 1] : []),
      read: (profile) => readPath(profile, path),
      write: (profile, value) => writePath(profile, path, value) as Profile,
    };
  });

/** A range narrowed by what the profile's other facts leave. */
function within(
  name: string,
  [least, most]: readonly [number, number],
  { profile, original }: { readonly profile: Profile; readonly original: Profile },
): readonly [number, number] {
  const own = numberIn(original, name);
  let [low, high] = [Math.min(least, own ?? least), Math.max(most, own ?? most)];
  for (const [lesser, greater] of ordered) {
    if ((numberIn(original, lesser) ?? -Infinity) > (numberIn(original, greater) ?? Infinity)) continue;
    if (name === lesser) high = Math.min(high, numberIn(profile, greater) ?? high);
    if (name === greater) low = Math.max(low, numberIn(profile, lesser) ?? low);
  }
  return [low, high];
}

function numberIn(profile: Profile, fact: string): number | undefined {
  const value = readPath(profile, fact.split('.'));
  return typeof value === 'number' ? value : undefined;
}

/** The counts of the smallest and of the largest class; of equal ones the first and the last. */
function classFacts({ classCounts = {} }: Profile): ChangeableFact[] {
  const entries = Object.entries(classCounts);
  if (entries.length > MOST_CLASSES) return [];
  const smallest = entries.reduce<[string, number] | undefined>((a, b) => (a && a[1] <= b[1] ? a : b), undefined);
  const largest = entries.reduce<[string, number] | undefined>((a, b) => (a && a[1] > b[1] ? a : b), undefined);
  return [...new Set([smallest?.[0], largest?.[0]])].filter((label) => label !== undefined).map(classFact);
}

function classFact(label: string): ChangeableFact {
  const others = ({ classCounts = {} }: Profile): number[] =>
    Object.entries(classCounts).flatMap(([name, count]) => (name === label ? [] : [count]));
  return {
    name: `classCounts.${label}`,
    kind: 'number',
    integer: true,
    values: [],
    optional: false,
    moves: ofClassCounts,
    range: () => [0, MOST_COUNT],
    // A share falls or rises by whether this class is the smallest, the largest or neither. Without rows a share is unknown.
    turns: (profile) => [0, 1, leastOf(others(profile)), mostOf(others(profile))].filter(Number.isFinite),
    read: ({ classCounts }) => (classCounts && Object.hasOwn(classCounts, label) ? classCounts[label] : undefined),
    write: (profile, value) => ({
      ...profile,
      classCounts: Object.fromEntries(
        Object.entries(profile.classCounts ?? {}).map(([name, count]) => [
          name,
          name === label ? Number(value) : count,
        ]),
      ),
    }),
  };
}

/** Of any number of labels: a spread into `Math.min` has a limit. */
const leastOf = (counts: readonly number[]): number => counts.reduce((a, b) => Math.min(a, b), Infinity);
const mostOf = (counts: readonly number[]): number => counts.reduce((a, b) => Math.max(a, b), -Infinity);

function readPath(root: unknown, path: readonly string[]): FactValue {
  const value = path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), root);
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}

function writePath(root: unknown, [name = '', ...rest]: readonly string[], value: FactValue): unknown {
  const { [name]: inner, ...others } = isRecord(root) ? root : {};
  // A target without a type is none.
  const isGone = value === undefined && (rest.length === 0 || inner === undefined || rest[0] === 'type');
  if (isGone) return others;
  const written = rest.length === 0 ? value : writePath(inner, rest, value);
  return { ...others, [name]: name === 'target' && isRecord(written) ? { columns: 1, ...written } : written };
}

/** A profile with some facts changed; `undefined` or `null` takes one away. In words what is wrong where it is no valid profile. */
export function changed(
  profile: Profile,
  changes: Readonly<Record<string, FactValue | null>>,
): { readonly profile: Profile } | { readonly problem: string; readonly fact?: string } {
  const known = new Map(changeableFacts(profile).map((fact) => [fact.name, fact]));
  let draft = profile;
  for (const [name, value] of Object.entries(changes)) {
    const fact = known.get(name) ?? classFactOf(profile, name);
    if (fact === undefined) return { problem: `${name} is no fact of this profile that can be changed`, fact: name };
    draft = fact.write(draft, value ?? undefined);
  }
  const parsed = profileSchema.safeParse(draft);
  if (parsed.success) return { profile: parsed.data };
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message ?? 'it is not valid'}` };
}

/** By hand the count of any class can be changed. */
function classFactOf({ classCounts = {} }: Profile, name: string): ChangeableFact | undefined {
  const label = name.startsWith('classCounts.') ? name.slice('classCounts.'.length) : '';
  return Object.hasOwn(classCounts, label) ? classFact(label) : undefined;
}
