import type { FC } from 'hono/jsx';

/** The beginning of a hash, with all of it at hand. */
export const ShortHash: FC<{ readonly hash: string }> = ({ hash }) => <code title={hash}>{hash.slice(0, 12)}</code>;
