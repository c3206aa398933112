import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Verdict } from '../../settings/recommendation.js';

/** A sign in the colour of a verdict before words that say it: nothing hangs on the colour. */
export const Badge: FC<PropsWithChildren<{ readonly verdict: Verdict }>> = ({ verdict, children }) => (
  <span class={`badge ${verdict}`}>{children}</span>
);
