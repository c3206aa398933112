import type { RecommendationEntry } from '../../decide/recommendations.js';
import { type Html, html, typedText } from '../html-template.js';
import { moment, serviceDocument } from './service-document.js';

export interface Home {
  /** Of forms: see `formToken`. */
  readonly token: string;
  readonly newest: readonly RecommendationEntry[];
}

const example = `{
  "task": "binary",
  "rows": 1000,
  "columns": { "numeric": 12, "categorical": 3 },
  "classCounts": { "no": 910, "yes": 90 }
}`;

export interface ProfileForm {
  /** Of forms: see `formToken`. */
  readonly token: string;
  /** What was typed, where it was refused: what is said of it has the id `refusal`. */
  readonly refused?: string;
}

/** A form for a profile that is written by hand. */
export const profileForm = ({ token, refused }: ProfileForm): Html =>
  html`<form class="filters stacked" method="post" action="/recommendations?token=${token}"><label>A profile, as JSON, typed or pasted from a file<textarea name="profile" rows="8" cols="60" required spellcheck="false"${
    refused !== undefined && html` aria-invalid="true" aria-describedby="refusal"`
  }>${typedText(refused ?? example)}</textarea></label><button type="submit">Recommend</button></form>`;

/** Where a person begins: a file, or a profile written by hand. */
export const renderHome = ({ token, newest }: Home): string =>
  serviceDocument({
    title: 'Recommend',
    place: 'Recommend',
    body: html`<header><h1>Settings for a neural network</h1><p class="lead">From a table, or from facts about one: every setting with its reason and source, and, of a table, tested by a short training.</p></header>
<section aria-labelledby="file"><div class="section-head"><h2 id="file">A table</h2></div>
<form class="filters" method="post" action="/datasets?token=${token}" enctype="multipart/form-data"><label>CSV, TSV, Parquet, JSON or NDJSON; text formats also as .gz<input type="file" name="file" required></label><button type="submit">Upload</button></form></section>
<section aria-labelledby="facts"><div class="section-head"><h2 id="facts">Facts about a table</h2></div>
${profileForm({ token })}</section>
${newest.length > 0 && list(newest)}`,
  });

const list = (newest: readonly RecommendationEntry[]): Html => html`
<section aria-labelledby="newest"><div class="section-head"><h2 id="newest">Made last</h2><a href="/decisions">All decisions</a></div>
<div class="scroll" role="region" aria-label="Newest recommendations" tabindex="0"><table class="listing"><thead><tr><th scope="col">Recommendation</th><th scope="col">Of</th><th scope="col">Task</th><th scope="col">When</th></tr></thead><tbody>${newest.map(
  ({ id, createdAt, task, datasetName }) =>
    html`<tr><th scope="row"><a href="/recommendations/${id}"><code>${id}</code></a></th><td>${datasetName ?? 'a profile'}</td><td>${task ?? ''}</td><td>${moment(createdAt)}</td></tr>`,
)}</tbody></table></div></section>`;
