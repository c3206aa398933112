import type { FC } from 'hono/jsx';
import type { Recommendation } from '../../settings/recommendation.js';
import { formatShare, formatWhole } from '../format.js';
import { Entry } from '../parts/entry.js';
import { Section } from '../parts/section.js';
import { classesOf, factRows } from '../view/data-rows.js';

/** The facts that the rules saw, and, where the target is one, how the classes are balanced. */
export const DataSection: FC<{ readonly recommendation: Recommendation }> = ({ recommendation }) => {
  const classes = classesOf(recommendation);
  return (
    <Section id="data" title="Data">
      <div class="halves">
        <div>
          <h3>Facts</h3>
          <dl class="facts">
            {factRows(recommendation.profile).map(([name, value]) => (
              <Entry name={name}>{value}</Entry>
            ))}
          </dl>
        </div>
        {classes.length > 0 && <ClassBalance classes={classes} />}
      </div>
    </Section>
  );
};

const ClassBalance: FC<{ readonly classes: readonly (readonly [label: string, rows: number])[] }> = ({ classes }) => {
  const total = classes.reduce((sum, [, rows]) => sum + rows, 0);
  const most = Math.max(...classes.map(([, rows]) => rows));
  return (
    <div>
      <h3>Class balance</h3>
      <table class="balance">
        <caption class="unseen">Rows of each class, largest first</caption>
        <colgroup>
          <col class="label" />
          <col />
          <col class="count" />
        </colgroup>
        <thead class="unseen">
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Share</th>
            <th scope="col">Rows</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(([label, rows]) => (
            <tr>
              <th scope="row">{label}</th>
              <td class="bar">
                <Bar share={rows / most} />
                <span>{formatShare(rows / total)}</span>
              </td>
              <td class="number">{formatWhole(rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Its length is a part of what the words beside it leave free. */
const Bar: FC<{ readonly share: number }> = ({ share }) => {
  const percent = (100 * (Number.isFinite(share) ? share : 0)).toFixed(2);
  return <svg width={`${percent}%`} height="14" aria-hidden="true" />;
};
