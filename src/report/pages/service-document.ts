import { type DocumentOptions, htmlDocument } from '../document.js';
import { type Html, html } from '../html-template.js';

/** Pages of the service, each by the name under which the others link to it. */
const places = [
  { path: '/', name: 'Recommend' },
  { path: '/decisions', name: 'Decisions' },
  { path: '/evidence', name: 'Evidence' },
  { path: '/rule-sets', name: 'Rule sets' },
  { path: '/rules', name: 'Rules' },
  { path: '/docs', name: 'API' },
  { path: '/docs/guide', name: 'Guide' },
] as const;
export type PlaceName = (typeof places)[number]['name'];

export interface ServicePage extends Omit<DocumentOptions, 'forms'> {
  readonly title: string;
  /** The entry of the menu that it belongs to. */
  readonly place: PlaceName;
  readonly body: Html;
}

/** A page of the service: one that can be read without scripts, with a menu and forms that ask the service itself. */
export const serviceDocument = ({ title, place, body, ...options }: ServicePage): string =>
  htmlDocument(title, html`${menu(place)}${body}`, { ...options, forms: 'self' });

/** Links to all pages. */
export const menu = (current?: PlaceName): Html => html`
<nav aria-label="Pages"><ul class="menu">${places.map(
  ({ path, name }) =>
    html`<li><a href="${path}"${name === current ? html` aria-current="page"` : null}>${name}</a></li>`,
)}</ul></nav>`;

/** A moment, to the second. */
export const moment = (time: number): Html => {
  const text = new Date(time).toISOString();
  return html`<time datetime="${text}">${text.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>`;
};

/** A rule by its id, in the catalogue. */
export const ruleLink = (ruleId: string): Html => html`<a href="/rules#${ruleId}"><code>${ruleId}</code></a>`;

/** The beginning of a hash, with all of it at hand. */
export const shortHash = (hash: string): Html => html`<code title="${hash}">${hash.slice(0, 12)}</code>`;

/** What is not as it was written, in words that do not hang on colour. */
export const damagedBadge = (words: string): Html => html`<span class="badge refuted">${words}</span>`;
