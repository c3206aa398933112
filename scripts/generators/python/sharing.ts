/** A schema, or a part of one. */
export type Part = Readonly<Record<string, unknown>>;

export interface Sharing {
  /** A component with its members placed. */
  readonly membersOf: (component: Part, name: string) => Part;
  /** A schema as it stands in another: itself, or a reference to what it is the same as. */
  readonly placed: (schema: unknown, name: string) => unknown;
  /** The components that were made so far. */
  readonly shared: () => Readonly<Record<string, Part>>;
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

export const mapValues = <T, U>(values: Readonly<Record<string, T>>, change: (value: T, name: string) => U) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)] as const));

const refTo = (name: string): Part => ({ $ref: `#/components/schemas/${name}` });
const capital = (text: string): string =>
  text.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** What becomes a class. */
const isObject = (schema: Part): boolean =>
  schema['type'] === 'object' && (isPart(schema['properties']) || isPart(schema['additionalProperties']));

/**
 * Schemas as classes are best made of. What is written out in several places becomes one component, by the name that the generator
 * gives to the first. So do objects in a union: it fails on some that are written out there. Which members of an object exclude each
 * other is for the service to say: of that the generator makes no class but anything.
 */
export function createSharing(components: Readonly<Record<string, Part>>): Sharing {
  const times = new Map<string, number>();
  countObjects(components, times);
  const names = new Map(Object.entries(components).map(([name, schema]) => [JSON.stringify(schema), name]));
  const made: Record<string, Part> = {};

  const placed = (given: unknown, name: string, isAlways = false): unknown => {
    if (!isPart(given)) return given;
    const schema = withoutNothing(given);
    if (!isObject(schema)) return membersOf(schema, name);
    const text = JSON.stringify(schema);
    const known = names.get(text);
    if (known !== undefined) return refTo(known);
    if (!isAlways && (times.get(text) ?? 0) < 2) return membersOf(schema, name);
    if (components[name] ?? made[name]) throw new Error(`two schemas would be ${name}: give one of them an id`);
    names.set(text, name);
    made[name] = {};
    made[name] = membersOf(schema, name);
    return refTo(name);
  };

  const membersOf = (schema: Part, name: string): Part => {
    const { anyOf, oneOf, not: _not, ...plain } = schema;
    const { properties, items, additionalProperties } = plain;
    const union = (members: unknown): unknown =>
      Array.isArray(members)
        ? members.map((member, index) => placed(member, `${name}${kindOf(member) ?? `Type${index}`}`, true))
        : members;
    return {
      ...plain,
      ...(isPart(properties) && {
        properties: mapValues(properties, (value, key) => placed(value, `${name}${capital(key)}`)),
      }),
      ...(items !== undefined && { items: placed(items, `${name}Item`) }),
      ...(isPart(additionalProperties) && {
        additionalProperties: placed(additionalProperties, `${name}AdditionalProperty`),
      }),
      ...(!isPart(properties) && anyOf !== undefined && { anyOf: union(anyOf) }),
      ...(!isPart(properties) && oneOf !== undefined && { oneOf: union(oneOf) }),
    };
  };

  return { membersOf, placed, shared: () => made };
}

/** All of a component and of "an object or null" is the component. */
function withoutNothing(schema: Part): Part {
  const all: readonly unknown[] = Array.isArray(schema['allOf']) ? schema['allOf'] : [];
  const [first, second] = all;
  const says = isPart(second) ? JSON.stringify(second) : '';
  return all.length === 2 && isPart(first) && says === '{"type":["object","null"]}' ? first : schema;
}

/** What a member of a union is told apart by. */
function kindOf(member: unknown): string | undefined {
  const properties = isPart(member) ? member['properties'] : undefined;
  const kind = isPart(properties) ? properties['kind'] : undefined;
  const said = isPart(kind) ? kind['const'] : undefined;
  return typeof said === 'string' ? capital(said) : undefined;
}

function countObjects(value: unknown, times: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return;
  if (isPart(value) && isObject(value)) {
    const text = JSON.stringify(value);
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  for (const part of Object.values(value)) countObjects(part, times);
}
