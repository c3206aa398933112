/**
 * What a change of an OpenAPI document takes away from clients of the one before: pure, over two parsed documents. What is added is no
 * break, nor is a further value or variant in an answer: clients are to expect those.
 *
 * @typedef {{ readonly [name: string]: unknown }} Part an object of JSON
 * @typedef {'request' | 'response'} Direction who writes what is described
 * @typedef {{ readonly released: Part, readonly current: Part, readonly seen: Set<string> }} Documents
 */

/** @param {unknown} value @returns {Part} */
const asPart = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Part} */ (value) : {};
/** @param {unknown} value @returns {readonly unknown[]} */
const asList = (value) => (Array.isArray(value) ? value : []);
/** @param {unknown} value @returns {[string, Part][]} */
const entriesOf = (value) => Object.entries(asPart(value)).map(([name, part]) => [name, asPart(part)]);
/** @param {unknown} one @param {unknown} other */
const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What a reference leads to. @param {Part} document @param {unknown} part @returns {Part} */
function resolve(document, part) {
  const { $ref } = asPart(part);
  if (typeof $ref !== 'string') return asPart(part);
  /** @type {unknown} */
  let found = document;
  for (const name of $ref.slice(2).split('/')) found = asPart(found)[name];
  return resolve(document, found);
}

/**
 * @param {Part} released
 * @param {Part} current
 * @returns {string[]} one line for each break
 */
export function breakingChanges(released, current) {
  const documents = { released, current, seen: new Set() };
  return entriesOf(released['paths']).flatMap(([path, item]) =>
    entriesOf(item).flatMap(([method, operation]) => {
      const where = `${method.toUpperCase()} ${path}`;
      const now = asPart(asPart(asPart(current['paths'])[path])[method]);
      if (Object.keys(now).length === 0) return [`${where}: the operation is gone`];
      return [
        ...(operation['operationId'] === now['operationId'] ? [] : [`${where}: its operationId is another`]),
        ...(isOpen(operation) && !isOpen(now) ? [`${where}: it needs a key now`] : []),
        ...parameterBreaks(documents, operation, now).map((line) => `${where}: ${line}`),
        ...bodyBreaks(documents, operation, now).map((line) => `${where}: ${line}`),
        ...responseBreaks(documents, operation, now).map((line) => `${where}: ${line}`),
      ];
    }),
  );
}

/** @param {Part} operation */
const isOpen = ({ security }) => asList(security).length === 0;

/** @param {Documents} documents @param {Part} before @param {Part} now @returns {string[]} */
function parameterBreaks(documents, before, now) {
  /** @param {Part} document @param {Part} operation */
  const named = (document, operation) =>
    new Map(
      asList(operation['parameters']).map((one) => {
        const parameter = resolve(document, one);
        return [`${String(parameter['in'])} parameter ${String(parameter['name'])}`, parameter];
      }),
    );
  const [old, present] = [named(documents.released, before), named(documents.current, now)];
  const gone = [...old.keys()].filter((name) => !present.has(name)).map((name) => `the ${name} is gone`);
  const wanted = [...present].filter(
    ([name, { required }]) => required === true && old.get(name)?.['required'] !== true,
  );
  const kept = [...old].flatMap(([name, { schema }]) =>
    present.has(name)
      ? schemaBreaks(documents, { before: schema, now: present.get(name)?.['schema'] }, ['request', name])
      : [],
  );
  return [...gone, ...wanted.map(([name]) => `the ${name} is required now`), ...kept];
}

/** @param {Documents} documents @param {Part} before @param {Part} now @returns {string[]} */
function bodyBreaks(documents, before, now) {
  const [old, present] = [before['requestBody'], now['requestBody']].map(asPart);
  const isWanted = present?.['required'] === true && old?.['required'] !== true;
  return [
    ...(isWanted ? ['a body is required now'] : []),
    ...contentBreaks(documents, { before: old, now: present }, ['request', 'body']),
  ];
}

/** @param {Documents} documents @param {Part} before @param {Part} now @returns {string[]} */
function responseBreaks(documents, before, now) {
  return entriesOf(before['responses']).flatMap(([status, response]) => {
    const present = asPart(now['responses'])[status];
    if (present === undefined) return [`the response ${status} is gone`];
    const headers = Object.keys(asPart(response['headers'])).filter(
      (name) => !(name in asPart(asPart(present)['headers'])),
    );
    return [
      ...headers.map((name) => `the header ${name} of the response ${status} is gone`),
      ...contentBreaks(documents, { before: response, now: asPart(present) }, ['response', status]),
    ];
  });
}

/**
 * @param {Documents} documents
 * @param {{ before: Part | undefined, now: Part | undefined }} parts
 * @param {[Direction, string]} place
 * @returns {string[]}
 */
function contentBreaks(documents, { before, now }, [direction, where]) {
  const present = asPart(now?.['content']);
  return entriesOf(before?.['content']).flatMap(([type, { schema }]) =>
    type in present
      ? schemaBreaks(documents, { before: schema, now: asPart(present[type])['schema'] }, [direction, where])
      : [`${where}: the media type ${type} is gone`],
  );
}

/**
 * @param {Documents} documents
 * @param {{ before: unknown, now: unknown }} schemas
 * @param {[Direction, string]} place
 * @returns {string[]}
 */
function schemaBreaks(documents, schemas, [direction, where]) {
  // A component is looked at once: what breaks in it breaks wherever it is used.
  const key = JSON.stringify([direction, asPart(schemas.before)['$ref'] ?? '', asPart(schemas.now)['$ref'] ?? '']);
  const isComponent = '$ref' in asPart(schemas.before) && '$ref' in asPart(schemas.now);
  if (isComponent && documents.seen.has(key)) return [];
  if (isComponent) documents.seen.add(key);
  const before = resolve(documents.released, schemas.before);
  const now = resolve(documents.current, schemas.now);
  const inside = { before, now };
  return [
    ...typeBreaks(inside, direction).map((line) => `${where}: ${line}`),
    ...(direction === 'request' ? narrowed(inside).map((line) => `${where}: ${line}`) : []),
    ...memberBreaks(documents, inside, [direction, where]),
    ...variantBreaks(documents, inside, [direction, where]),
    ...('items' in before
      ? schemaBreaks(documents, { before: before['items'], now: now['items'] }, [direction, `${where}/*`])
      : []),
  ];
}

/** @typedef {{ before: Part, now: Part }} Schemas both resolved */

const anyType = ['null', 'boolean', 'object', 'array', 'number', 'string'];
/** @param {Part} schema @returns {readonly unknown[]} */
const typesOf = ({ type }) => (type === undefined ? anyType : Array.isArray(type) ? type : [type]);

/** What the writer may write that the reader does not know. @param {Schemas} schemas @param {Direction} direction @returns {string[]} */
function typeBreaks({ before, now }, direction) {
  const [written, read] = direction === 'request' ? [before, now] : [now, before];
  const known = typesOf(read);
  const unknown = typesOf(written).filter(
    (one) => !known.includes(one) && !(one === 'integer' && known.includes('number')),
  );
  return unknown.length === 0 ? [] : [`its type ${String(before['type'])} is ${String(now['type'])} now`];
}

/** @type {readonly [string, (before: number, now: number) => boolean][]} */
const bounds = [
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'].map(
    (name) => /** @type {[string, (before: number, now: number) => boolean]} */ ([name, (before, now) => now > before]),
  ),
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map(
    (name) => /** @type {[string, (before: number, now: number) => boolean]} */ ([name, (before, now) => now < before]),
  ),
];

/** What a caller could send and cannot now. @param {Schemas} schemas @returns {string[]} */
function narrowed({ before, now }) {
  const values = (/** @type {Part} */ schema) => ('const' in schema ? [schema['const']] : schema['enum']);
  const [old, present] = [values(before), values(now)];
  const lost = asList(old).filter((value) => !asList(present).some((one) => isEqual(one, value)));
  const byBound = bounds
    .filter(([name, isNarrower]) => {
      const [from, to] = [before[name], now[name]];
      return typeof to === 'number' && (typeof from !== 'number' || isNarrower(from, to));
    })
    .map(([name]) => `${name} is narrower`);
  const changed = ['pattern', 'format', 'not', 'multipleOf', 'uniqueItems'].filter(
    (name) => name in now && !isEqual(before[name], now[name]),
  );
  return [
    ...(present !== undefined && old === undefined ? ['it is limited to some values now'] : []),
    ...(present === undefined ? [] : lost.map((value) => `the value ${JSON.stringify(value)} is gone`)),
    ...byBound,
    ...changed.map((name) => `${name} is another`),
  ];
}

/** @param {Documents} documents @param {Schemas} schemas @param {[Direction, string]} place @returns {string[]} */
function memberBreaks(documents, { before, now }, [direction, where]) {
  const [old, present] = [asPart(before['properties']), asPart(now['properties'])];
  const [needed, needs] = [asList(before['required']), asList(now['required'])];
  const lines = Object.keys(old)
    .filter((name) => !(name in present))
    .map((name) => `${where}/${name} is gone`);
  if (direction === 'request')
    lines.push(
      ...needs.filter((name) => !needed.includes(name)).map((name) => `${where}/${String(name)} is required now`),
    );
  else
    lines.push(
      ...needed
        .filter((name) => !needs.includes(name) && String(name) in present)
        .map((name) => `${where}/${String(name)} may be absent now`),
    );
  const isClosed =
    now['additionalProperties'] === false && before['additionalProperties'] !== false && 'properties' in before;
  if (direction === 'request' && isClosed) lines.push(`${where}: other members are refused now`);
  const kept = Object.keys(old).filter((name) => name in present);
  const others = [before['additionalProperties'], now['additionalProperties']];
  return [
    ...lines,
    ...kept.flatMap((name) =>
      schemaBreaks(documents, { before: old[name], now: present[name] }, [direction, `${where}/${name}`]),
    ),
    ...(others.every((one) => typeof one === 'object')
      ? schemaBreaks(documents, { before: others[0], now: others[1] }, [direction, `${where}/*`])
      : []),
  ];
}

/** Each variant that there was needs one that still does. @param {Documents} documents @param {Schemas} schemas @param {[Direction, string]} place @returns {string[]} */
function variantBreaks(documents, { before, now }, [direction, where]) {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((kind) => {
    if (!(kind in before)) return kind in now && direction === 'request' ? [`${where}: ${kind} limits it now`] : [];
    const present = asList(now[kind]);
    const lost = asList(before[kind]).filter(
      (old) =>
        !present.some((one) => {
          const inside = { ...documents, seen: new Set(documents.seen) };
          return schemaBreaks(inside, { before: old, now: one }, [direction, where]).length === 0;
        }),
    );
    // A schema that has no variants any more takes everything.
    return kind in now ? lost.map(() => `${where}: one of its variants (${kind}) is gone or another`) : [];
  });
}
