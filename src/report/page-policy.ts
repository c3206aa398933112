import { createHash } from 'node:crypto';
import { styleSheet } from './style-sheet.js';

export interface Permissions {
  /** Whom forms may ask: nobody, or where the page came from. */
  readonly forms?: 'none' | 'self';
  /** The one script that may run, which may ask where the page came from. */
  readonly script?: string | undefined;
  /** Whether pictures may come from where the page came from. */
  readonly images?: boolean;
  /** Whether scripts and style sheets may. */
  readonly assets?: boolean;
  /** A style sheet that stands in the page beside the one of all pages. */
  readonly style?: string | undefined;
}

/** What may run or colour a page, by what it says: other text in its place does nothing. */
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const ofAllPages = hashOf(styleSheet);

/**
 * A policy (Content Security Policy Level 3) that permits so much. No element has a style of its own, charts neither: their lengths are
 * attributes, their colours are in the style sheet.
 */
export function policyWith({ forms = 'none', script, images = false, assets = false, style }: Permissions): string {
  const own = assets ? ["'self'"] : [];
  const styles = [...own, ofAllPages, ...(style === undefined ? [] : [hashOf(style)])];
  return [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src ${[...own, hashOf(script)].join(' ')}`, "connect-src 'self'"]),
    `style-src ${styles.join(' ')}`,
    `img-src ${images ? "'self' " : ''}data:`,
    "base-uri 'none'",
    `form-action '${forms}'`,
  ].join('; ');
}

/** Nothing but the page itself may be loaded, and no script may run, whatever ends up in it. */
export const pagePolicy = policyWith({});
