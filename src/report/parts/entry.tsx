import type { Child, FC, PropsWithChildren } from 'hono/jsx';

/** A name and what it is, in a list of such. */
export const Entry: FC<PropsWithChildren<{ readonly name: Child }>> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
