import type { Dataset } from '../../decide/datasets.js';
import { formatCount } from '../format.js';
import { type Html, html } from '../html-template.js';
import type { Notice } from './notice-pages.js';
import { moment, serviceDocument, shortHash } from './service-document.js';

export interface DatasetView {
  /** Of forms: see `formToken`. */
  readonly token: string;
  readonly dataset: Dataset;
  /** Absent where the file is so large that they were not looked for. */
  readonly columns?: { readonly rows: number; readonly names: readonly string[] } | undefined;
  /** Why the file is of no use. */
  readonly problem?: Pick<Notice, 'detail' | 'hint'> | undefined;
}

/** Seconds of a probe to choose from, in words. */
const budgets = [
  { seconds: 30, name: '30 seconds' },
  { seconds: 10, name: '10 seconds' },
  { seconds: 60, name: 'a minute' },
  { seconds: 120, name: 'two minutes' },
  { seconds: 0, name: 'none: the rules alone' },
] as const;

const megabytes = (bytes: number): string =>
  bytes < 1e5 ? formatCount(bytes, 'byte') : `${(bytes / 1e6).toFixed(1)} MB`;

/** Of so many columns one is chosen from a list; of more its name is typed, with the list at hand. */
const MOST_CHOSEN = 200;

const targetOf = (columns: DatasetView['columns']): Html => {
  const options = (columns?.names ?? []).map((name) => html`<option value="${name}">${name}</option>`);
  if (columns && options.length <= MOST_CHOSEN)
    return html`<select name="target" required><option value="">Choose a column</option>${options}</select>`;
  return html`<input name="target" required autocomplete="off" spellcheck="false" list="columns"><datalist id="columns">${options}</datalist>`;
};

const formOf = ({ token, dataset: { id }, columns }: DatasetView): Html =>
  html`<form class="filters" method="post" action="/datasets/${id}/recommendations?token=${token}"><label>Column that the network shall predict${targetOf(columns)}</label><label>Time of the probe<select name="seconds">${budgets.map(
    ({ seconds, name: said }) => html`<option value="${seconds}">${said}</option>`,
  )}</select></label><button type="submit">Recommend</button></form>`;

const problemOf = ({ detail, hint }: NonNullable<DatasetView['problem']>): Html =>
  html`<div class="warnings" role="alert"><h2>Nothing can be recommended for this file</h2><p>${detail}</p>${hint !== undefined && html`<p>${hint}</p>`}</div><p class="next-page"><a href="/">Upload another one</a></p>`;

/** An uploaded file, what is in it, and a form that asks what it is for. */
export function renderDataset(view: DatasetView): string {
  const { dataset, columns, problem } = view;
  const { name, bytes, hash, createdAt } = dataset;
  const size = columns && `${formatCount(columns.rows, 'row')}, ${formatCount(columns.names.length, 'column')}, `;
  return serviceDocument({
    title: name,
    place: 'Recommend',
    body: html`<header><h1>${name}</h1><p class="lead">${size}${megabytes(bytes)}, ${shortHash(hash)}, uploaded ${moment(createdAt)}</p></header>
${problem ? problemOf(problem) : formOf(view)}`,
  });
}
