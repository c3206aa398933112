import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDocument } from '../../src/http/document.js';
import { exampleName } from '../../src/http/examples.js';
import { none, problemExamples } from '../../src/http/problem-examples.js';
import { problemSchema, problemStatuses } from '../../src/http/problems.js';

const media = z.object({ examples: z.record(z.string(), z.object({ $ref: z.string() })).optional() });
const shape = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(z.string(), z.object({ content: z.record(z.string(), media).optional() })),
      }),
    ),
  ),
  components: z.object({ examples: z.record(z.string(), z.object({ value: z.json() })) }),
});
const { paths, components } = shape.parse(JSON.parse(JSON.stringify(createDocument())));

/** Every answer with a body that the document describes. */
const answers = Object.values(paths)
  .flatMap((item) => Object.values(item))
  .flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content).map(([type, { examples = {} }]) => ({
        operationId,
        status: Number(status),
        type,
        examples,
      })),
    ),
  )
  // Bytes have none.
  .filter(({ type }) => type !== 'application/zip');
const nameOf = ({ $ref }: { readonly $ref: string }): string => $ref.replace('#/components/examples/', '');

describe('every answer in the document', () => {
  it.each(answers)('$operationId $status as $type has an example', ({ operationId, status, type, examples }) => {
    const names = Object.values(examples).map(nameOf);
    expect(names).not.toEqual([]);
    if (status < 400) {
      expect(names).toEqual([exampleName(operationId, type)]);
      return;
    }
    for (const name of names) {
      const problem = problemSchema.parse(components.examples[name]?.value);
      expect([problem.code, problem.status]).toEqual([name, status]);
    }
  });
});

describe('every problem', () => {
  const used = new Set(answers.flatMap(({ examples }) => Object.values(examples).map(nameOf)));
  it.each(Object.entries(problemExamples))('%s is shown where it can come', (code, { of }) => {
    expect(used.has(code)).toBe(of !== none);
    expect(code in components.examples).toBe(of !== none);
  });

  const refused = Object.entries(problemExamples).filter(
    ([code, { of }]) => problemStatuses[code as keyof typeof problemStatuses] === 422 && of !== none,
  );
  it.each(refused)('%s says what to do', (_code, { hint }) => {
    expect(hint).toMatch(/[.?]$/);
  });

  it('has a status, and one alone', () => {
    expect(Object.keys(problemExamples).toSorted()).toEqual(Object.keys(problemStatuses).toSorted());
  });
});

it('nothing among the examples is left over', () => {
  const used = new Set(answers.flatMap(({ examples }) => Object.values(examples).map(nameOf)));
  expect(Object.keys(components.examples).toSorted()).toEqual([...used].toSorted());
});
