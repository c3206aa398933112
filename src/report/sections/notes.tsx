import type { FC } from 'hono/jsx';
import { plainText } from '../../plain-text.js';
import type { Provenance } from '../../settings/provenance.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { Entry } from '../parts/entry.js';
import { Section } from '../parts/section.js';
import { identityRows } from '../view/identity.js';
import { modelCardRows } from '../view/model-card.js';
import { nextSteps, type Reader } from '../view/next-steps.js';

interface NoteProps {
  readonly recommendation: Recommendation;
}

export const WarningsSection: FC<NoteProps> = ({ recommendation: { warnings } }) =>
  warnings.length > 0 && (
    <section class="warnings" aria-labelledby="warnings">
      <h2 id="warnings">{warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`}</h2>
      <ul>
        {warnings.map(({ code, message }) => (
          <li>
            {message} <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  );

/** What somebody who is handed the model must know. */
export const ModelCardSection: FC<NoteProps> = ({ recommendation }) => (
  <Section id="card" title="Model card">
    <dl class="card">
      {modelCardRows(recommendation).map(([name, value]) => (
        <Entry name={name}>{value}</Entry>
      ))}
    </dl>
  </Section>
);

interface NextProps extends NoteProps {
  readonly reader: Reader | undefined;
}

export const NextSection: FC<NextProps> = ({ recommendation, reader }) => (
  <div>
    <h2 id="next">What to do next</h2>
    <ol class="next">
      {nextSteps(recommendation, reader).map((step) => (
        <li>
          <WithCode sentence={step} />
        </li>
      ))}
    </ol>
  </div>
);

/** Text between backquotes is a command; only our own sentences come through here. */
const WithCode: FC<{ readonly sentence: string }> = ({ sentence }) =>
  sentence.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part));

interface ReproduceProps extends NextProps {
  /** One a line. */
  readonly commands: readonly string[];
  readonly provenance?: Provenance | undefined;
}

/** The commands that give this answer again, and the identity of everything it depends on. */
export const ReproduceSection: FC<ReproduceProps> = ({ recommendation, commands, provenance, reader }) => (
  <div>
    <h2 id="reproduce">How to reproduce</h2>
    {recommendation.probe?.budgetSeconds !== undefined && <TimeNote reader={reader} />}
    {commands.length > 0 && (
      <pre tabindex={0} aria-label="Commands">
        <code>{commands.map(plainText).join('\n')}</code>
      </pre>
    )}
    <dl class="facts identity">
      {identityRows(recommendation, provenance).map(([name, value]) => (
        <Entry name={name}>
          <code>{value}</code>
        </Entry>
      ))}
    </dl>
  </div>
);

const TimeNote: FC<{ readonly reader: Reader | undefined }> = ({ reader }) => (
  <p>
    A probe by time goes as far as the machine lets it, so that a second run comes close; with{' '}
    <code>{reader === 'service' ? 'trialsLimit' : '--trials N'}</code> in place of{' '}
    <code>{reader === 'service' ? 'budgetSeconds' : '--budget'}</code> it is the same to the bit.
  </p>
);
