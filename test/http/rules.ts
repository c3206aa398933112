/** A rule set that extends the built-in one by one rule, which decides for the smallest profile. */
export const overlay = ({
  name = 'house',
  recommend = 0.35,
  when,
}: {
  name?: string;
  recommend?: unknown;
  when?: object;
}) => ({
  name,
  version: '1.0.0',
  extends: 'built-in',
  rules: [
    {
      id: 'dropout.house',
      slot: 'dropout',
      priority: 100,
      when: when ?? { fact: 'rows', operator: 'lessThan', value: 5000 },
      recommend,
      because: 'With {{rows}} rows our networks overfit.',
      source: { title: 'a test' },
    },
  ],
});
