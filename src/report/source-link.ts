import type { Source } from '../settings/recommendation.js';
import { type Html, html, isWebAddress } from './html-template.js';

/** Where a rule is from, as a link where it has an address of the web. */
export function sourceLink({ title, section, url }: Source): Html | string {
  const text = [title, section].filter(Boolean).join(', ');
  return url !== undefined && isWebAddress(url) ? html`<a href="${url}" rel="noreferrer noopener">${text}</a>` : text;
}
