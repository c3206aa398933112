import type { FC } from 'hono/jsx';
import type { AdviceItem } from '../../settings/recommendation.js';
import { formatValue } from '../format.js';
import { Badge } from '../parts/badge.js';
import { SourceLink } from '../source-link.js';
import { gainOfValue } from '../view/gain.js';
import { reasonOf, type SettingRow } from '../view/setting-rows.js';
import { RuleName } from '../parts/rule-name.js';

interface SettingsTableProps {
  readonly caption: string;
  readonly rows: readonly SettingRow[];
  /** Address of the catalogue of rules. */
  readonly rules: string | undefined;
}

/** Roles are written out: the phone layout turns rows into blocks, and some browsers then forget that it is a table. */
export const SettingsTable: FC<SettingsTableProps> = ({ caption, rows, rules }) => (
  <table class="settings" role="table">
    <caption class="unseen">{caption}: slot, value, why, verdict</caption>
    <thead role="rowgroup">
      <tr role="row">
        {['Slot', 'Value', 'Why', 'Verdict'].map((name) => (
          <th role="columnheader" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((row) => (
        <Row row={row} rules={rules} />
      ))}
    </tbody>
  </table>
);

interface RowProps {
  readonly row: SettingRow;
  readonly rules: string | undefined;
}

const Row: FC<RowProps> = ({ row, rules }) => {
  const { slot, value, recommended, verdict, item } = row;
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <code>{slot}</code>
      </th>
      <td role="cell" class="value">
        <Value value={value} />
        {recommended !== undefined && <span class="was">rules: {recommended}</span>}
      </td>
      <td role="cell" class="why">
        {reasonOf({ ...row, origin: item.origin, evidence: item.evidence })}{' '}
        {item.source !== null && (
          <cite>
            <SourceLink source={item.source} />
          </cite>
        )}{' '}
        {item.ruleId !== null && <RuleName ruleId={item.ruleId} rules={rules} />}
        <Alternatives item={item} rules={rules} />
      </td>
      <td role="cell" class="verdict">
        <Badge verdict={verdict}>{verdict}</Badge>
        <Evidence item={item} />
        <Origin item={item} />
      </td>
    </tr>
  );
};

/** What comes after the first comma of a value with parts is detail. */
const Value: FC<{ readonly value: string }> = ({ value }) => {
  const [head = '', ...details] = value.split(', ');
  return (
    <>
      <b>{head}</b>
      {details.length > 0 && (
        <>
          {' '}
          <span>{details.join(', ')}</span>
        </>
      )}
    </>
  );
};

interface AlternativesProps {
  readonly item: AdviceItem;
  readonly rules: string | undefined;
}

/** What other rules said, and why it lost. */
const Alternatives: FC<AlternativesProps> = ({ item: { alternatives }, rules }) =>
  alternatives.length > 0 && (
    <details class="lost">
      <summary>{alternatives.length === 1 ? '1 alternative' : `${alternatives.length} alternatives`}</summary>
      <ul>
        {alternatives.map(({ value, ruleId, lostBecause }) => (
          <li>
            <b>{formatValue(value)}</b> by <RuleName ruleId={ruleId} rules={rules} />: {lostBecause}
          </li>
        ))}
      </ul>
    </details>
  );

const Evidence: FC<{ readonly item: AdviceItem }> = ({ item: { evidence } }) =>
  evidence !== undefined && (
    <span class="evidence">
      {gainOfValue(evidence).map((part, index) => (
        <>
          {index > 0 && <br />}
          {part}
        </>
      ))}
    </span>
  );

const Origin: FC<{ readonly item: AdviceItem }> = ({ item: { origin } }) =>
  origin !== 'rule' && <span class="evidence">{origin === 'caller' ? 'fixed by the caller' : 'overridden'}</span>;
