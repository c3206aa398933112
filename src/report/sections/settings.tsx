import type { FC } from 'hono/jsx';
import type { Recommendation } from '../../settings/recommendation.js';
import { Badge } from '../parts/badge.js';
import { Entry } from '../parts/entry.js';
import { Section } from '../parts/section.js';
import {
  byEvidence,
  headlineRows,
  headlineSlots,
  pick,
  type SettingRow,
  settingRows,
  slotGroups,
  verdictCounts,
  verdictMeanings,
} from '../view/setting-rows.js';
import { linearNote } from '../view/trial-rows.js';
import { SettingsTable } from './settings-table.js';

interface SettingsSectionProps {
  readonly recommendation: Recommendation;
  /** Address of the catalogue of rules. */
  readonly rules: string | undefined;
}

/** What the probe speaks for, then the main settings that only rules speak for, then every other one, folded away, then what the verdicts mean. */
export const SettingsSection: FC<SettingsSectionProps> = ({ recommendation, rules }) => {
  const rows = settingRows(recommendation);
  const { tested, untested } = byEvidence(rows);
  const main = headlineRows(untested);
  const note = linearNote(recommendation);
  const rest = untested.filter(({ slot }) => !headlineSlots.includes(slot));
  return (
    <Section id="settings" title="Settings" beside={<Verdicts rows={rows} />}>
      {note !== undefined && <p>{note}</p>}
      {tested.length > 0 && (
        <>
          <h3>What the probe tested</h3>
          <SettingsTable caption="Tested settings" rows={tested} rules={rules} />
          {main.length > 0 && <h3>Only the rules speak for these</h3>}
        </>
      )}
      {main.length > 0 && <SettingsTable caption="The main settings" rows={main} rules={rules} />}
      {rest.length > 0 && <OtherSettings rest={rest} rules={rules} />}
      <Meanings rows={rows} />
    </Section>
  );
};

/** How many settings have which verdict. */
const Verdicts: FC<{ readonly rows: readonly SettingRow[] }> = ({ rows }) => (
  <p class="verdicts">
    {verdictCounts(rows).map(({ verdict, count }) => (
      <>
        <Badge verdict={verdict}>
          {count} {verdict}
        </Badge>{' '}
      </>
    ))}
  </p>
);

interface OtherSettingsProps {
  readonly rest: readonly SettingRow[];
  readonly rules: string | undefined;
}

const OtherSettings: FC<OtherSettingsProps> = ({ rest, rules }) => {
  const grouped = slotGroups.map(({ title, slots }) => ({ title, rows: pick(rest, slots) }));
  const known = grouped.flatMap(({ rows }) => rows);
  const groups = [...grouped, { title: 'Other', rows: rest.filter((row) => !known.includes(row)) }];
  return (
    <details class="more">
      <summary>{rest.length} more settings</summary>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <>
            <h3>{title}</h3>
            <SettingsTable caption={title} rows={rows} rules={rules} />
          </>
        ))}
    </details>
  );
};

const Meanings: FC<{ readonly rows: readonly SettingRow[] }> = ({ rows }) => (
  <details class="meanings">
    <summary>What the verdicts mean</summary>
    <dl>
      {verdictCounts(rows).map(({ verdict }) => (
        <Entry name={<Badge verdict={verdict}>{verdict}</Badge>}>{verdictMeanings[verdict]}</Entry>
      ))}
    </dl>
  </details>
);
