import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdvisor, createAdvisorWith } from '../../src/advise/advise.js';
import { createPlainEvaluator } from '../../src/advise/compile.js';
import { type Advice, adviceSchema, type Rule, type RuleSet } from '../../src/advise/schema.js';
import { columnKinds, type Profile, profileSchema } from '../../src/profile/schema.js';
import { slotGraph, slotOrder } from '../../src/settings/slot-graph.js';
import { isCollectSlot, metricNames, type Settings, settingsSchema } from '../../src/settings/slots.js';
import { tasks } from '../../src/settings/tasks.js';
import { advisor, builtIn } from './built-in.js';

const smallest = profileSchema.parse({
  task: 'binary',
  rows: 1000,
  columns: { numeric: 12, categorical: 3 },
  classCounts: { no: 910, yes: 90 },
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 100_000 }));
const positive = count.map((value) => value + 1);
const target = fc.record(
  {
    type: fc.constantFrom('number', 'text', 'boolean', 'list'),
    columns: fc.integer({ min: 1, max: 5 }),
    distinct: positive,
    integral: fc.boolean(),
    min: fc.constantFrom(-3, 0, 0.2, 1),
    max: fc.constantFrom(0.3, 1, 55, 1001, 1e9),
    skewness: fc.double({ min: -9, max: 9, noNaN: true }),
    outlierShare: share,
    zeroShare: share,
  },
  { requiredKeys: ['type'] },
);
/** Every fact may be missing; what remains is checked by the profile's own schema. */
const profiles: fc.Arbitrary<Profile> = fc
  .record(
    {
      task: fc.constantFrom(...tasks),
      modality: fc.constantFrom('table', 'image', 'text', 'sequence'),
      rows: positive,
      columns: fc.record(Object.fromEntries(columnKinds.map((kind) => [kind, count]))),
      classCounts: fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), count, { minKeys: 1, maxKeys: 9 }),
      labelEncoding: fc.constantFrom('integer', 'oneHot', 'multiHot', 'text', 'boolean'),
      target,
      missingShare: share,
      duplicateShare: share,
      categories: fc.record({ max: count, total: count }),
      groups: positive,
      timeOrdered: fc.boolean(),
      constraints: fc.record({ maxParameters: positive, maxLatencyMs: positive }, { requiredKeys: [] }),
      metric: fc.constantFrom(...metricNames),
      hardware: fc.constantFrom('cpu', 'gpu'),
    },
    { requiredKeys: ['rows', 'columns'] },
  )
  .map((input) =>
    profileSchema.safeParse('task' in input || 'target' in input ? input : { ...input, task: 'regression' }),
  )
  .filter((parsed) => parsed.success)
  .map(({ data }) => data);

describe('advice', () => {
  it('is complete and legal for every valid profile', async () => {
    await fc.assert(
      fc.asyncProperty(profiles, async (profile) => {
        const { settings, items, trace } = await advisor.advise(profile);
        expect(adviceSchema.safeParse({ settings, items }).error).toBeUndefined();
        expect(trace.slots.map(({ slot }) => slot)).toEqual(slotOrder);
        for (const { slot, applies } of trace.slots) {
          const found = items.filter((item) => item.slot === slot);
          if (!isCollectSlot(slot)) expect(found.length, slot).toBe(applies ? 1 : 0);
          if (!applies) expect(settings[slot], slot).toBeNull();
          else if (!slotGraph[slot].optional) expect(settings[slot], slot).not.toBeNull();
        }
        for (const { because } of items) expect(because).not.toMatch(/[{}]|undefined|NaN|unknown/);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('is the same by the engine as by the plain evaluator', async () => {
    const plain = createAdvisorWith(builtIn, createPlainEvaluator);
    await fc.assert(
      fc.asyncProperty(profiles, async (profile) => {
        expect(await advisor.advise(profile)).toEqual(await plain.advise(profile));
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('is the same fifty times at once, each for its own profile', async () => {
    const some = Array.from({ length: 50 }, (_, index) => ({ ...smallest, rows: 10 + 800 * (index % 10) }));
    const alone: Advice[] = [];
    for (const profile of some.slice(0, 10)) alone.push(await createAdvisor(builtIn).advise(profile));
    const together = await Promise.all(some.map((profile) => advisor.advise(profile)));
    together.forEach((advice, index) => expect(advice).toEqual(alone[index % 10]));
  });

  it('has one trace for each rule, those of slots that do not apply not evaluated', async () => {
    const { trace } = await advisor.advise(smallest);
    const expected = builtIn.rules.filter(({ id }) => !id.startsWith('diagnosis.')).map(({ id }) => id);
    expect(trace.rules.map(({ ruleId }) => ruleId).sort()).toEqual(expected);
    const rho = trace.rules.find(({ ruleId }) => ruleId === 'rho.adadelta');
    expect(rho?.outcomes).toBe('n');
  });

  it('names the losers and why they lost', async () => {
    const { items, trace } = await advisor.advise(smallest);
    const item = items.find(({ slot }) => slot === 'dropout');
    expect(item).toMatchObject({ final: 0.15, ruleId: 'dropout.tables', verdict: 'untested', origin: 'rule' });
    expect(item?.alternatives).toEqual([
      { value: 0.1, ruleId: 'dropout.default', lostBecause: 'priority 0 is below 50' },
    ]);
    expect(trace.slots.find(({ slot }) => slot === 'dropout')).toMatchObject({
      winner: 'dropout.tables',
      losers: [{ ruleId: 'dropout.default', value: 0.1 }],
    });
  });

  it('puts real numbers into its sentences', async () => {
    const { items } = await advisor.advise(smallest);
    expect(items.find(({ slot }) => slot === 'outputBias')?.because).toContain('10.1 times');
    expect(items.find(({ final }) => final === 'prAuc')?.because).toContain('has 9% of the rows');
  });
});

describe('what the caller fixes', () => {
  it('holds, and what the rules would have said stays beside it', async () => {
    const fixed = { dropout: 0.4, initializer: 'heNormal' } as const;
    const { settings, items, trace } = await advisor.advise(smallest, fixed);
    expect(settings.dropout).toBe(0.4);
    expect(items.find(({ slot }) => slot === 'dropout')).toMatchObject({
      origin: 'caller',
      recommended: 0.15,
      final: 0.4,
      ruleId: null,
      source: null,
      because: 'Fixed by the caller; the rules recommend 0.15.',
    });
    expect(trace.slots.find(({ slot }) => slot === 'dropout')).toMatchObject({ origin: 'caller', winner: null });
    expect(settings.learningRate).toBe(0.001);
  });

  it('may be what the rules say, a list, or no use of an optional slot', async () => {
    const { items, settings } = await advisor.advise(smallest, {
      foldKind: 'stratified',
      metrics: ['f1', 'recall'],
      gradientClipNorm: null,
    });
    expect(items.find(({ slot }) => slot === 'foldKind')).toMatchObject({
      origin: 'caller',
      because: 'Fixed by the caller.',
    });
    expect(settings.metrics).toEqual(['f1', 'recall']);
    expect(settings.gradientClipNorm).toBeNull();
  });

  it('is not obeyed silently where it does not apply', async () => {
    const { settings } = await advisor.advise(smallest, { rho: 0.8 });
    expect(settings.rho).toBeNull();
    expect(settings.warnings?.filter(({ code }) => code !== 'few_rare_rows')).toEqual([
      {
        code: 'setting_unused',
        message: 'The fixed value of rho is not used: rho does not apply to the other settings.',
      },
    ]);
  });

  it.each([
    [{ dropout: 1.5 }, 'dropout cannot be 1.5'],
    [{ hiddenLayers: 2.5 }, 'hiddenLayers cannot be 2.5'],
    [{ dropout: null }, 'dropout cannot be null'],
    [{ metrics: ['accuracy', 'luck'] }, 'metrics cannot be "luck"'],
    [{ dropuot: 0.1 }, 'no setting called dropuot'],
  ])('is refused when illegal: %j', async (fixed, message) => {
    const wrong: object = fixed;
    await expect(advisor.advise(smallest, wrong)).rejects.toMatchObject({
      code: 'settings_invalid',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('a rule set that cannot decide', () => {
  const rule = (id: string, parts: Partial<Rule>): Rule => ({
    id,
    slot: 'task',
    priority: 0,
    recommend: 'binary',
    because: 'a sentence that is long enough',
    source: { title: 'a test' },
    ...parts,
  });
  const withRules = (...rules: Rule[]): RuleSet => {
    const replaced = new Set(rules.map(({ slot }) => slot));
    return { ...builtIn, rules: [...builtIn.rules.filter(({ slot }) => !replaced.has(slot)), ...rules] };
  };

  it.each([
    [
      'twice in a unique slot',
      withRules(rule('task.a', {}), rule('task.b', { priority: 9 })),
      'exactly one may: task.b and task.a',
    ],
    [
      'a tie',
      withRules(
        rule('search.a', { slot: 'search', recommend: 'grid' }),
        rule('search.b', { slot: 'search', recommend: 'random' }),
      ),
      'same priority, 0: search.a and search.b',
    ],
    [
      'none',
      withRules(
        rule('search.a', { slot: 'search', recommend: 'grid', when: { fact: 'rows', operator: 'lessThan', value: 2 } }),
      ),
      'No rule decides search',
    ],
  ])('says so: %s', async (_what, ruleSet, message) => {
    await expect(createAdvisor(ruleSet).advise(smallest)).rejects.toMatchObject({
      code: 'rules_conflict',
      message: expect.stringContaining(message) as string,
    });
  });

  it('names the rule whose computed value is not legal', async () => {
    const tooMuch = rule('dropout.a', {
      slot: 'dropout',
      recommend: { function: 'divide', arguments: [{ fact: 'rows' }, 1000] },
    });
    await expect(createAdvisor(withRules(tooMuch)).advise(smallest)).rejects.toMatchObject({
      code: 'rules_invalid',
      message: expect.stringContaining('Rule dropout.a recommends 1 for dropout') as string,
    });
  });
});

describe('a value that is the same for all', () => {
  const stopping = { restoreBest: true, minDelta: 0, patienceGrowth: 1, patience: 16 };
  const rules = builtIn.rules.map((rule) =>
    rule.slot === 'earlyStopping' && !rule.id.startsWith('diagnosis.') ? { ...rule, recommend: stopping } : rule,
  );
  const own = createAdvisor({ ...builtIn, rules });

  it('has its members in the order of its schema, in the advice and in the settings', async () => {
    const { items, settings } = await own.advise(smallest);
    const value = items.find(({ slot }) => slot === 'earlyStopping')?.final;
    expect(value).toEqual(stopping);
    expect(Object.keys(Object(value) as object)).toEqual(['patience', 'patienceGrowth', 'minDelta', 'restoreBest']);
    expect(JSON.stringify(settings)).toBe(JSON.stringify(settingsSchema.parse(settings)));
  });

  it('cannot be changed through an answer', async () => {
    const before = JSON.stringify(await own.advise(smallest));
    const { items, settings } = await own.advise(smallest);
    const values = [items.find(({ slot }) => slot === 'earlyStopping')?.final, settings.earlyStopping];
    for (const value of values) expect(() => Object.assign(Object(value), { patience: 1 })).toThrow(TypeError);
    expect(JSON.stringify(await own.advise(smallest))).toBe(before);
  });

  it('is the copy of a value that the caller fixed, in the order of its schema', async () => {
    const fixed = { earlyStopping: { ...stopping } };
    const { settings } = await own.advise(smallest, fixed);
    fixed.earlyStopping.patience = 1;
    expect(JSON.stringify(settings)).toBe(JSON.stringify(settingsSchema.parse(settings)));
    expect(settings.earlyStopping).toEqual(stopping);
  });
});

describe('trials', () => {
  const proposing: RuleSet = {
    ...builtIn,
    rules: builtIn.rules.map((rule) =>
      rule.id === 'search.default'
        ? { ...rule, trials: [{ slot: 'dropout', value: 0.5, because: 'With {{rows}} rows more may help.' }] }
        : rule,
    ),
  };
  const slotsTried = async (fixed: Partial<Settings>): Promise<string[]> => {
    const { settings } = await createAdvisor(proposing).advise({ ...smallest, rows: 2500, budgetSeconds: 20 }, fixed);
    return (settings.trials ?? []).map(({ slot, value }) => `${slot} ${JSON.stringify(value)}`);
  };

  it('come from their own rules and from the rules that decided, with real numbers', async () => {
    const { settings } = await createAdvisor(proposing).advise(smallest);
    expect(settings.trials).toContainEqual({ slot: 'dropout', value: 0.5, because: 'With 1,000 rows more may help.' });
    expect(await slotsTried({})).toContain('hiddenUnits 256');
  });

  it('leave alone what the caller fixed, what does not apply and what holds anyway', async () => {
    expect(await slotsTried({ dropout: 0.2 })).not.toContain('dropout 0.5');
    expect(await slotsTried({ hiddenLayers: 0 })).not.toContain('dropout 0.5');
    expect(await slotsTried({ hiddenUnits: 128 })).not.toContain('hiddenUnits 256');
    const halved = proposing.rules.map((rule) => (rule.id === 'dropout.tables' ? { ...rule, recommend: 0.5 } : rule));
    const { settings } = await createAdvisor({ ...proposing, rules: halved }).advise(smallest);
    expect(settings.dropout).toBe(0.5);
    expect(settings.trials?.filter(({ slot }) => slot === 'dropout')).toEqual([]);
  });
});

describe('diagnosis', () => {
  it('proposes by priority, leaves out what holds already, and is traced', async () => {
    const { settings } = await advisor.advise(smallest);
    const evidence = { divergedShare: 0.5, gradientNormNinetieth: 2, validationRise: 0, generalizationGap: 0.3 };
    const { diagnoses, trace } = await advisor.diagnose({ profile: smallest, settings, evidence });
    expect(diagnoses.slice(0, 3).map(({ ruleId }) => ruleId)).toEqual([
      'diagnosis.diverging-lower-rate',
      'diagnosis.unstable-clip',
      'diagnosis.overfit-dropout',
    ]);
    expect(diagnoses[0]).toMatchObject({
      slot: 'learningRate',
      because: '50% of the rates tried around 0.04 diverged: start lower.',
    });
    expect(trace.slots).toEqual([]);
    expect(trace.rules.length).toBe(builtIn.rules.filter(({ id }) => id.startsWith('diagnosis.')).length);
  });

  it('proposes nothing without evidence', async () => {
    const { settings } = await advisor.advise(smallest);
    expect((await advisor.diagnose({ profile: smallest, settings, evidence: {} })).diagnoses).toEqual([]);
  });
});
