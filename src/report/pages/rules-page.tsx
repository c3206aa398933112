import type { FC } from 'hono/jsx';
import type { RuleSet } from '../../advise/schema.js';
import { Entry } from '../parts/entry.js';
import { renderPage } from '../render-page.js';
import { catalogueSections } from '../rule-catalogue.js';
import { anchorOf, Catalogue, titleOf } from '../rule-page.js';
import { headlineSlots, slotGroups } from '../view/setting-rows.js';
import { ServicePage } from './service-page.js';

/** The rules in force, as a page of the service. */
export const renderRulesPage = (ruleSet: RuleSet): string =>
  renderPage(
    <ServicePage title={titleOf(ruleSet)} place="Rules">
      <Catalogue ruleSet={ruleSet}>
        <Contents ruleSet={ruleSet} />
      </Catalogue>
    </ServicePage>,
  );

/** Links to all sections, in the groups that a report has. */
const Contents: FC<{ readonly ruleSet: RuleSet }> = ({ ruleSet }) => {
  const titles = catalogueSections(ruleSet).map(({ title }) => title);
  const named = [{ title: 'Main settings', slots: headlineSlots }, ...slotGroups];
  const grouped = named.map(({ title, slots }) => ({ title, of: titles.filter((one) => isOneOf(slots, one)) }));
  const rest = titles.filter((one) => !grouped.some(({ of }) => of.includes(one)));
  return (
    <nav aria-label="Contents">
      <dl class="card slots contents">
        {grouped.map(({ title, of }) => (
          <Entry name={title}>
            <SectionLinks titles={of} />
          </Entry>
        ))}
        <Entry name="Other">
          <SectionLinks titles={rest} />
          <a href="#conditions">Shared conditions</a>
        </Entry>
      </dl>
    </nav>
  );
};

const SectionLinks: FC<{ readonly titles: readonly string[] }> = ({ titles }) =>
  titles.map((title) => (
    <>
      <a href={`#${anchorOf(title)}`}>{title}</a>{' '}
    </>
  ));

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);
