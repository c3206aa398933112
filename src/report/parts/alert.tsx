import type { FC, PropsWithChildren } from 'hono/jsx';

/** What is to be read before the rest of a page. */
export const Alert: FC<PropsWithChildren<{ readonly title?: string }>> = ({ title, children }) => (
  <div class="warnings" role="alert">
    {title !== undefined && <h2>{title}</h2>}
    {children}
  </div>
);
