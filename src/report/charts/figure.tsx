import type { FC, PropsWithChildren } from 'hono/jsx';

export interface LegendEntry {
  readonly label: string;
  /** Class of the page's style sheet that draws the swatch. */
  readonly swatch: 'line' | 'dashed' | 'dot' | 'ring' | 'cross' | 'bar';
  readonly color: 'accented' | 'plain' | 'bad';
}

interface FigureProps {
  readonly title: string;
  readonly legend: readonly LegendEntry[];
  readonly note?: string | undefined;
}

/** A chart under its title, with what its signs mean. */
export const Figure: FC<PropsWithChildren<FigureProps>> = ({ title, legend, note, children }) => (
  <figure>
    <figcaption>
      <h3>{title}</h3>
      {legend.length > 0 && <Legend entries={legend} />}
    </figcaption>
    {children}
    {note !== undefined && <p class="note">{note}</p>}
  </figure>
);

const Legend: FC<{ readonly entries: readonly LegendEntry[] }> = ({ entries }) => (
  <p class="legend">
    {entries.map(({ label, swatch, color }) => (
      <>
        <span class="key">
          <i class={`swatch ${swatch} ${color}`} aria-hidden="true" />
          {label}
        </span>{' '}
      </>
    ))}
  </p>
);
