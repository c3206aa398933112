import type { Dataset } from '../../decide/datasets.js';
import { html } from '../html-template.js';
import { moment, serviceDocument, shortHash } from './service-document.js';

export interface DatasetView {
  /** Of forms: see `formToken`. */
  readonly token: string;
  readonly dataset: Dataset;
}

/** Seconds of a probe to choose from, in words. */
const budgets = [
  { seconds: 30, name: '30 seconds' },
  { seconds: 10, name: '10 seconds' },
  { seconds: 60, name: 'a minute' },
  { seconds: 120, name: 'two minutes' },
  { seconds: 0, name: 'none: the rules alone' },
] as const;

const megabytes = (bytes: number): string => (bytes < 1e5 ? `${bytes} bytes` : `${(bytes / 1e6).toFixed(1)} MB`);

/** An uploaded file, and a form that asks what it is for. */
export const renderDataset = ({ token, dataset: { id, name, bytes, hash, createdAt } }: DatasetView): string =>
  serviceDocument({
    title: name,
    place: 'Recommend',
    body: html`<header><h1>${name}</h1><p class="lead">${megabytes(bytes)}, ${shortHash(hash)}, uploaded ${moment(createdAt)}</p></header>
<form class="filters" method="post" action="/datasets/${id}/recommendations?token=${token}"><label>Column that the network shall predict<input name="target" required autocomplete="off" spellcheck="false"></label><label>Time of the probe<select name="seconds">${budgets.map(
      ({ seconds, name: said }) => html`<option value="${seconds}">${said}</option>`,
    )}</select></label><button type="submit">Recommend</button></form>`,
  });
