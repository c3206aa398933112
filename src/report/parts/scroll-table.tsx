import type { FC, PropsWithChildren } from 'hono/jsx';

/** The heading of a column of words, or of one of numbers. */
export type Column = string | { readonly number: string };

interface ScrollTableProps {
  /** What it is of, for who hears the page. */
  readonly label: string;
  /** Of the style sheet. */
  readonly class: string;
  readonly columns: readonly Column[];
  /** What it shows, for who hears the page. */
  readonly caption?: string;
  /** No wider than what it holds. */
  readonly isNarrow?: boolean;
}

/** A table that scrolls by itself where it is wider than the page. Children: its rows. */
export const ScrollTable: FC<PropsWithChildren<ScrollTableProps>> = ({
  label,
  class: classes,
  columns,
  caption,
  isNarrow = false,
  children,
}) => (
  <div class={isNarrow ? 'scroll narrow' : 'scroll'} role="region" aria-label={label} tabindex={0}>
    <table class={classes}>
      {caption !== undefined && <caption class="unseen">{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column) =>
            typeof column === 'string' ? (
              <th scope="col">{column}</th>
            ) : (
              <th scope="col" class="number">
                {column.number}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
