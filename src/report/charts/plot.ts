import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeText, type Html, html, trusted } from '../html-template.js';

/** Charts share one drawing width, so that text has one size on every page width: three beside each other, or one. */
const WIDTH = 360;

export interface ChartOptions extends Plot.PlotOptions {
  /** What the chart shows, with its main numbers: read aloud in place of the drawing. */
  readonly description: string;
}

/** The libraries' types speak of a browser's document, which this project does not load: what is used of it. */
const parse: (markup: string) => unknown = parseHTML;
const plot: (options: object) => unknown = Plot.plot;
interface Drawing {
  readonly outerHTML: string;
  readonly setAttribute: (name: string, value: string) => void;
}
const documentOf = (window: unknown): object => (window as { document: object }).document;

/** Draws without a browser; returns an inline SVG that takes its colours from the page. */
export function drawChart({ description, ...options }: ChartOptions): Html {
  const document = documentOf(parse('<!doctype html><html><body></body></html>'));
  const svg = plot({ document, width: WIDTH, ...options }) as Drawing;
  // Attributes, as a style of its own is what the policy of a page does not let in.
  svg.setAttribute('font-size', '12');
  svg.setAttribute('font-family', 'inherit');
  const drawn = svg.outerHTML.replace(/<style>[\s\S]*?<\/style>/, '').replace(/ aria-label="[^"]*"/g, '');
  return trusted(
    drawn.replace(
      '<svg ',
      `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeText(description)}" `,
    ),
  );
}

export interface LegendEntry {
  readonly label: string;
  /** Class of the page's style sheet that draws the swatch. */
  readonly swatch: 'line' | 'dashed' | 'dot' | 'ring' | 'cross' | 'bar';
  readonly color: 'accented' | 'plain' | 'bad';
}

export interface FigureParts {
  readonly title: string;
  readonly chart: Html;
  readonly legend?: readonly LegendEntry[];
  readonly note?: string;
}

export const figure = ({ title, chart, legend = [], note }: FigureParts): Html => html`
<figure>
<figcaption><h3>${title}</h3>${legend.length > 0 && html`<p class="legend">${legend.map(legendEntry)}</p>`}</figcaption>
${chart}
${note !== undefined && html`<p class="note">${note}</p>`}
</figure>`;

const legendEntry = ({ label, swatch, color }: LegendEntry): Html =>
  html`<span class="key"><i class="swatch ${swatch} ${color}" aria-hidden="true"></i>${label}</span> `;
