import type { FC } from 'hono/jsx';
import type { Dataset } from '../../decide/datasets.js';
import { formatCount } from '../format.js';
import { Alert } from '../parts/alert.js';
import { Moment } from '../parts/moment.js';
import { ShortHash } from '../parts/short-hash.js';
import { renderPage } from '../render-page.js';
import type { Notice } from './notice-pages.js';
import { ServicePage } from './service-page.js';

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

const TargetField: FC<Pick<DatasetView, 'columns'>> = ({ columns }) => {
  const names = columns?.names ?? [];
  const options = names.map((name) => <option value={name}>{name}</option>);
  return columns !== undefined && names.length <= MOST_CHOSEN ? (
    <select name="target" required>
      <option value="">Choose a column</option>
      {options}
    </select>
  ) : (
    <>
      <input name="target" required autocomplete="off" spellcheck={false} list="columns" />
      <datalist id="columns">{options}</datalist>
    </>
  );
};

const RecommendForm: FC<DatasetView> = ({ token, dataset, columns }) => (
  <form class="filters" method="post" action={`/datasets/${dataset.id}/recommendations?token=${token}`}>
    <label>
      Column that the network shall predict
      <TargetField columns={columns} />
    </label>
    <label>
      Time of the probe
      <select name="seconds">
        {budgets.map(({ seconds, name }) => (
          <option value={seconds}>{name}</option>
        ))}
      </select>
    </label>
    <button type="submit">Recommend</button>
  </form>
);

const Problem: FC<NonNullable<DatasetView['problem']>> = ({ detail, hint }) => (
  <>
    <Alert title="Nothing can be recommended for this file">
      <p>{detail}</p>
      {hint !== undefined && <p>{hint}</p>}
    </Alert>
    <p class="next-page">
      <a href="/">Upload another one</a>
    </p>
  </>
);

/** An uploaded file, what is in it, and a form that asks what it is for. */
export function renderDataset(view: DatasetView): string {
  const { dataset, columns, problem } = view;
  const { name, bytes, hash, createdAt } = dataset;
  const size = columns && `${formatCount(columns.rows, 'row')}, ${formatCount(columns.names.length, 'column')}, `;
  return renderPage(
    <ServicePage title={name} place="Recommend">
      <header>
        <h1>{name}</h1>
        <p class="lead">
          {size}
          {megabytes(bytes)}, <ShortHash hash={hash} />, uploaded <Moment time={createdAt} />
        </p>
      </header>
      {problem ? <Problem {...problem} /> : <RecommendForm {...view} />}
    </ServicePage>,
  );
}
