import { type Html, html } from '../html-template.js';
import { shortRunOf } from '../view/trial-rows.js';

/** Below what a trial changed: that its run was a short one. */
export function shortRunNote(...of: Parameters<typeof shortRunOf>): Html | null {
  const note = shortRunOf(...of);
  return note === undefined ? null : html` <span class="evidence">${note}</span>`;
}
