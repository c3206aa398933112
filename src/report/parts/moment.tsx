import type { FC } from 'hono/jsx';

/** A moment, to the second. */
export const Moment: FC<{ readonly time: number }> = ({ time }) => {
  const text = new Date(time).toISOString();
  return <time datetime={text}>{text.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>;
};
