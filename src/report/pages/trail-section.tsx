import type { FC } from 'hono/jsx';
import type { Standing } from '../../decide/standing.js';
import { formatCount } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Entry } from '../parts/entry.js';
import { Moment } from '../parts/moment.js';
import { Section } from '../parts/section.js';

/** Where a decision stands in the trail, and what was recomputed of it. */
export const TrailSection: FC<{ readonly standing: Standing }> = ({ standing }) => {
  const { chainId, seq, occurredAt, payloadHash, prevHash, entryHash, recomputes, isLinked, note } = standing;
  return (
    <Section id="trail" title="In the trail">
      <dl class="facts identity">
        <Entry name="Place">
          {seq} of <code>{chainId}</code>, <Moment time={occurredAt} />
        </Entry>
        <Entry name="Hash of what it says">
          <code>{payloadHash}</code>
        </Entry>
        <Entry name="Hash of the entry before">
          <code>{prevHash}</code>
        </Entry>
        <Entry name="Hash of the entry">
          <code>{entryHash}</code>
        </Entry>
        <Entry name="Recomputed just now">
          <Found isGood={recomputes} good="both hashes agree" bad="changed after it was written" />
        </Entry>
        <Entry name="Link to the entry before">
          <Found isGood={isLinked} good="holds" bad="broken" />
        </Entry>
        <Entry name="Signed note">
          <SignedNote note={note} />
        </Entry>
      </dl>
      <p>
        This looks at one entry, by keys that the service names itself. <code>sextant audit verify</code> recomputes the
        whole trail; export it to trust nobody.
      </p>
    </Section>
  );
};

interface FoundProps {
  /** `null`: there is nothing to compare it with. */
  readonly isGood: boolean | null;
  readonly good: string;
  readonly bad: string;
}

/** What was found, in words that do not hang on colour. */
const Found: FC<FoundProps> = ({ isGood, good, bad }) => {
  if (isGood === null) return <Badge verdict="untested">the entry before it is not there any more</Badge>;
  return isGood ? <Badge verdict="confirmed">{good}</Badge> : <Badge verdict="refuted">{bad}</Badge>;
};

const SignedNote: FC<Pick<Standing, 'note'>> = ({ note }) =>
  note === null ? (
    <Badge verdict="untested">none yet vouches for it</Badge>
  ) : (
    <Found
      isGood={note.isSigned}
      good={`on the first ${formatCount(note.size, 'entry', 'entries')}`}
      bad="its signature is not good"
    />
  );
