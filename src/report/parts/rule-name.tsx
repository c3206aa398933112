import type { FC } from 'hono/jsx';
import { ruleAddress } from '../view/rule-address.js';

interface RuleNameProps {
  readonly ruleId: string;
  /** Address of the catalogue of rules. */
  readonly rules: string | undefined;
}

/** A rule by its id, linked to its entry in the catalogue where one stands beside the page. */
export const RuleName: FC<RuleNameProps> = ({ ruleId, rules }) =>
  rules === undefined ? (
    <code>{ruleId}</code>
  ) : (
    <a href={ruleAddress(rules, ruleId)}>
      <code>{ruleId}</code>
    </a>
  );
