import type { FC } from 'hono/jsx';

/** A rule by its id, in the service's catalogue. */
export const RuleLink: FC<{ readonly ruleId: string }> = ({ ruleId }) => (
  <a href={`/rules#${ruleId}`}>
    <code>{ruleId}</code>
  </a>
);
