import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Trial } from '../../settings/recommendation.js';
import { changeOf, shortRunOf } from '../view/trial-rows.js';

interface TrialRowProps {
  readonly trial: Trial;
  readonly trials: readonly Trial[];
  /** Of the start, where they are known. */
  readonly epochs?: number | undefined;
}

/** A row of a table of trials, which begins with what was changed. Children: its other cells. */
export const TrialRow: FC<PropsWithChildren<TrialRowProps>> = ({ trial, trials, epochs, children }) => {
  const note = shortRunOf(trial, { trials, epochs });
  return (
    <tr class={trial.kept || trial.selected === true ? 'kept' : undefined}>
      <th scope="row">
        {changeOf(trial)}
        {note !== undefined && <ShortRunNote note={note} />}
      </th>
      {children}
    </tr>
  );
};

/** Below what a trial changed: that its run was a short one. */
const ShortRunNote: FC<{ readonly note: string }> = ({ note }) => (
  <>
    {' '}
    <span class="evidence">{note}</span>
  </>
);
