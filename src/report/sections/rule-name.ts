import { type Html, html } from '../html-template.js';

/** A rule by its id, linked to its entry in the catalogue where one stands beside the page. */
export function ruleName(ruleId: string, rules: string | undefined): Html {
  const name = html`<code>${ruleId}</code>`;
  return rules === undefined ? name : html`<a href="${rules}#${encodeURIComponent(ruleId)}">${name}</a>`;
}
