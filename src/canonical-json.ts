import { SextantError } from './errors.js';

/**
 * The one text of a JSON value (RFC 8785): members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Hashes are taken over this text. Members that are `undefined` are left out.
 * Throws `internal`, with the JSON pointer of the place, on what has no such text: NaN, infinities, BigInt, functions,
 * symbols, lone surrogates, `undefined` outside a member, cycles, and objects that are neither plain nor arrays.
 */
export function canonicalize(value: unknown): string {
  return write(value, []);
}

/** One step towards a value: the member's name or index, and the object it is in (to notice cycles). */
interface Step {
  readonly key: string;
  readonly parent: object;
}

function write(value: unknown, path: readonly Step[]): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value !== 'object') return reject(`a value of type ${typeof value}`, path);
  if (path.some(({ parent }) => parent === value)) return reject('an object that contains itself', path);
  return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
}

function writeNumber(value: number, path: readonly Step[]): string {
  return Number.isFinite(value) ? JSON.stringify(value) : reject(`the number ${value}`, path);
}

/** With the `u` flag a surrogate matches only where it has no partner. */
function writeString(value: string, path: readonly Step[]): string {
  return /\p{Surrogate}/u.test(value) ? reject('a text with a lone surrogate', path) : JSON.stringify(value);
}

function writeArray(value: readonly unknown[], path: readonly Step[]): string {
  const items = Array.from(value, (item, index) => write(item, [...path, { key: String(index), parent: value }]));
  return `[${items.join(',')}]`;
}

function writeObject(value: object, path: readonly Step[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return reject('an object that is not plain JSON', path);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => {
      const inside = [...path, { key, parent: value }];
      return `${writeString(key, inside)}:${write(member, inside)}`;
    });
  return `{${members.join(',')}}`;
}

function reject(what: string, path: readonly Step[]): never {
  const pointer = path.map(({ key }) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  throw new SextantError(
    'internal',
    `Canonical JSON cannot hold ${what} (at ${pointer === '' ? 'the root' : pointer}).`,
    {
      fields: { pointer },
    },
  );
}
