import type { RuleSet } from '../../advise/schema.js';
import { type Html, html } from '../html-template.js';
import { catalogueSections } from '../rule-catalogue.js';
import { anchorOf, rulesBody, titleOf } from '../rule-page.js';
import { headlineSlots, slotGroups } from '../view/setting-rows.js';
import { serviceDocument } from './service-document.js';

/** The rules in force, as a page of the service. */
export const renderRulesPage = (ruleSet: RuleSet): string =>
  serviceDocument({ title: titleOf(ruleSet), place: 'Rules', body: rulesBody(ruleSet, contents(ruleSet)) });

/** Links to all sections, in the groups that a report has. */
function contents(ruleSet: RuleSet): Html {
  const titles = catalogueSections(ruleSet).map(({ title }) => title);
  const named = [{ title: 'Main settings', slots: headlineSlots }, ...slotGroups];
  const grouped = named.map(({ title, slots }) => ({ title, of: titles.filter((one) => isOneOf(slots, one)) }));
  const rest = titles.filter((one) => !grouped.some(({ of }) => of.includes(one)));
  return html`<nav aria-label="Contents"><dl class="card slots contents">${[
    ...grouped,
    { title: 'Other', of: rest },
  ].map(
    ({ title, of }) =>
      html`<div><dt>${title}</dt><dd>${of.map((one) => html`<a href="#${anchorOf(one)}">${one}</a> `)}${title === 'Other' && html`<a href="#conditions">Shared conditions</a>`}</dd></div>`,
  )}</dl></nav>`;
}

const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name);
