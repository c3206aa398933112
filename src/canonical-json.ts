import { SextantError } from './errors.js';

/**
 * The one text of a JSON value (RFC 8785): members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Hashes are taken over this text. Members that are `undefined` are left out.
 * Throws `internal`, with the JSON pointer of the place, on what has no such text: NaN, infinities, BigInt, functions,
 * symbols, lone surrogates, `undefined` outside a member, cycles, and objects that are neither plain nor arrays.
 */
export function canonicalize(value: unknown): string {
  return write(value, undefined);
}

/** The last step towards a value: the member's name or index, the object it is in, and the step before. */
interface Step {
  readonly key: string;
  readonly parent: object;
  readonly before: Step | undefined;
}

function write(value: unknown, at: Step | undefined): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, at);
  if (typeof value === 'string') return writeString(value, at);
  if (typeof value !== 'object') return reject(`a value of type ${typeof value}`, at);
  for (let step = at; step !== undefined; step = step.before) {
    if (step.parent === value) return reject('an object that contains itself', at);
  }
  return Array.isArray(value) ? writeArray(value, at) : writeObject(value, at);
}

function writeNumber(value: number, at: Step | undefined): string {
  return Number.isFinite(value) ? JSON.stringify(value) : reject(`the number ${value}`, at);
}

/** With the `u` flag a surrogate matches only where it has no partner. */
function writeString(value: string, at: Step | undefined): string {
  return /\p{Surrogate}/u.test(value) ? reject('a text with a lone surrogate', at) : JSON.stringify(value);
}

function writeArray(value: readonly unknown[], before: Step | undefined): string {
  const items = Array.from(value, (item, index) => write(item, { key: String(index), parent: value, before }));
  return `[${items.join(',')}]`;
}

function writeObject(value: object, before: Step | undefined): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return reject('an object that is not plain JSON', before);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      const inside = { key, parent: value, before };
      return `${writeString(key, inside)}:${write(member, inside)}`;
    });
  return `{${members.join(',')}}`;
}

function reject(what: string, at: Step | undefined): never {
  let pointer = '';
  for (let step = at; step !== undefined; step = step.before) {
    pointer = `/${step.key.replaceAll('~', '~0').replaceAll('/', '~1')}${pointer}`;
  }
  throw new SextantError(
    'internal',
    `Canonical JSON cannot hold ${what} (at ${pointer === '' ? 'the root' : pointer}).`,
    {
      fields: { pointer },
    },
  );
}
