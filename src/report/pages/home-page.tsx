import type { FC } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { RecommendationEntry } from '../../decide/recommendations.js';
import { Moment } from '../parts/moment.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { Section } from '../parts/section.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

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
export const profileForm = ({ token, refused }: ProfileForm): JSX.Element => (
  <form class="filters stacked" method="post" action={`/recommendations?token=${token}`}>
    <label>
      A profile, as JSON, typed or pasted from a file
      <textarea
        name="profile"
        rows={8}
        cols={60}
        required
        spellcheck={false}
        aria-invalid={refused === undefined ? undefined : 'true'}
        aria-describedby={refused === undefined ? undefined : 'refusal'}
      >
        {fieldText(refused ?? example)}
      </textarea>
    </label>
    <button type="submit">Recommend</button>
  </form>
);

/** What a field begins with: the first line break of a field is not part of it. */
const fieldText = (text: string): string => `\n${text.replaceAll('\r\n', '\n')}`;

/** Where a person begins: a file, or a profile written by hand. */
export const renderHome = ({ token, newest }: Home): string =>
  renderPage(
    <ServicePage title="Recommend" place="Recommend">
      <header>
        <h1>Settings for a neural network</h1>
        <p class="lead">
          From a table, or from facts about one: every setting with its reason and source, and, of a table, tested by a
          short training.
        </p>
      </header>
      <Section id="file" title="A table">
        <UploadForm token={token} />
      </Section>
      <Section id="facts" title="Facts about a table">
        {profileForm({ token })}
      </Section>
      {newest.length > 0 && <Newest entries={newest} />}
    </ServicePage>,
  );

const UploadForm: FC<Pick<Home, 'token'>> = ({ token }) => (
  <form class="filters" method="post" action={`/datasets?token=${token}`} enctype="multipart/form-data">
    <label>
      CSV, TSV, Parquet, JSON or NDJSON; text formats also as .gz
      <input type="file" name="file" required />
    </label>
    <button type="submit">Upload</button>
  </form>
);

const columns = ['Recommendation', 'Of', 'Task', 'When'];

const Newest: FC<{ readonly entries: readonly RecommendationEntry[] }> = ({ entries }) => (
  <Section id="newest" title="Made last" beside={<a href="/decisions">All decisions</a>}>
    <ScrollTable label="Newest recommendations" class="listing" columns={columns}>
      {entries.map(({ id, createdAt, task, datasetName }) => (
        <tr>
          <th scope="row">
            <a href={`/recommendations/${id}`}>
              <code>{id}</code>
            </a>
          </th>
          <td>{datasetName ?? 'a profile'}</td>
          <td>{task ?? ''}</td>
          <td>
            <Moment time={createdAt} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  </Section>
);
