import type { Child, FC, PropsWithChildren } from 'hono/jsx';

interface SectionProps {
  /** Of the heading. */
  readonly id: string;
  readonly title: string;
  /** What stands in the line of the heading, beside it. */
  readonly beside?: Child;
}

/** A part of a page under a heading of its own. */
export const Section: FC<PropsWithChildren<SectionProps>> = ({ id, title, beside, children }) => (
  <section aria-labelledby={id}>
    <div class="section-head">
      <h2 id={id}>{title}</h2>
      {beside}
    </div>
    {children}
  </section>
);
