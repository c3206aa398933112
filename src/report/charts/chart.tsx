import * as Plot from '@observablehq/plot';
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { parseHTML } from 'linkedom';

/** Charts share one drawing width, so that text has one size on every page width: three beside each other, or one. */
const WIDTH = 360;
/** As tall as most are, with room for the words at both axes. */
const usual = { height: 240, marginTop: 26, marginBottom: 42 } as const;

export interface ChartOptions extends Plot.PlotOptions {
  /** What the chart shows, with its main numbers: read aloud in place of the drawing. */
  readonly description: string;
}

/** The libraries' types speak of a browser's document, which this project does not load: what is used of it. */
const parse: (markup: string) => unknown = parseHTML;
const plot: (options: object) => unknown = Plot.plot;
interface Drawing {
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly innerHTML: string;
  readonly setAttribute: (name: string, value: string) => void;
}
const documentOf = (window: unknown): object => (window as { document: object }).document;

/** Drawn without a browser: an inline SVG that takes its colours from the page. */
export const Chart: FC<ChartOptions> = ({ description, ...options }) => {
  const document = documentOf(parse('<!doctype html><html><body></body></html>'));
  const svg = plot({ document, width: WIDTH, ...usual, ...options }) as Drawing;
  // Attributes, as a style of its own is what the policy of a page does not let in.
  svg.setAttribute('font-size', '12');
  svg.setAttribute('font-family', 'inherit');
  const attributes = Object.fromEntries([...svg.attributes].map(({ name, value }) => [name, value]));
  const drawn = svg.innerHTML.replace(/<style>[\s\S]*?<\/style>/, '').replace(/ aria-label="[^"]*"/g, '');
  return (
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={description} {...attributes}>
      {/* Drawn by the chart library, which escapes the texts that it draws. */}
      {raw(drawn)}
    </svg>
  );
};
