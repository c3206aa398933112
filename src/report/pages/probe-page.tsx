import type { FC } from 'hono/jsx';
import type { ProbeProgress } from '../../decide/probe-progress.js';
import type { ProbeEvent, ProgressSummary } from '../../decide/schema.js';
import { ProgressCurvesChart } from '../charts/progress-curves.js';
import { formatCount, formatScore } from '../format.js';
import { Alert } from '../parts/alert.js';
import { Entry } from '../parts/entry.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { Section } from '../parts/section.js';
import { renderPage } from '../render-page.js';
import { TrialRow } from '../sections/trial-row.js';
import { fateOf, outcomeOf } from '../view/trial-rows.js';
import { liveScript } from './live-script.js';
import { ServicePage } from './service-page.js';

export interface LiveProbe extends ProbeProgress {
  /** Of forms: see `formToken`. */
  readonly token: string;
}

const isEnded = ({ status }: ProbeProgress['probe']): boolean => ['succeeded', 'failed', 'cancelled'].includes(status);

/** A probe as it stands: how far it is, learning curves, what was tried. While it runs the page keeps itself up to date. */
export function renderProbe({ token, ...progress }: LiveProbe): string {
  const { probe, steps, file } = progress;
  const ended = isEnded(probe);
  return renderPage(
    <ServicePage
      title={['Probe', file].filter(Boolean).join(': ')}
      place="Recommend"
      script={liveScript}
      reloadSeconds={ended ? undefined : 2}
    >
      <header>
        <h1>Probe</h1>
        <p class="lead" role="status" id="status">
          {statusOf(progress)}
        </p>
      </header>
      <About {...progress} />
      <div id="live" data-events={ended ? '' : `/v1/probes/${probe.id}/events`}>
        {ended ? <End probe={probe} /> : <Running step={steps.at(-1)} id={probe.id} token={token} />}
        <Curves steps={steps} />
        <Trials steps={steps} selected={selectedIn(probe)} />
      </div>
    </ServicePage>,
  );
}

const statuses: Readonly<Record<ProbeProgress['probe']['status'], string>> = {
  queued: 'It waits for a worker.',
  running: 'It begins.',
  succeeded: 'It is done.',
  failed: 'It failed.',
  cancelled: 'It was ended early; what was known by then is kept.',
};

/** What is trained, for which recommendation. */
const About: FC<ProbeProgress> = ({ probe: { recommendationId }, file, target }) => (
  <dl class="facts identity">
    {file !== undefined && <Entry name="File">{file}</Entry>}
    <Entry name="Target">{target.join(', ')}</Entry>
    <Entry name="Recommendation">
      <a href={`/recommendations/${recommendationId}`}>
        <code>{recommendationId}</code>
      </a>
    </Entry>
  </dl>
);

function statusOf({ probe, steps }: Pick<ProbeProgress, 'probe' | 'steps'>): string {
  const last = steps.at(-1);
  return probe.status === 'running' && last
    ? `${last.doing.charAt(0).toUpperCase()}${last.doing.slice(1)}.`
    : statuses[probe.status];
}

const End: FC<Pick<ProbeProgress, 'probe'>> = ({ probe: { recommendationId, error } }) => (
  <>
    {error !== null && (
      <Alert title={error.code}>
        <p>{error.detail}</p>
      </Alert>
    )}
    <p class="next-page">
      <a href={`/recommendations/${recommendationId}`}>The recommendation with its verdicts</a>
    </p>
  </>
);

interface RunningProps {
  readonly step: ProgressSummary | undefined;
  /** Of the probe. */
  readonly id: string;
  readonly token: string;
}

const Running: FC<RunningProps> = ({ step, id, token }) => (
  <>
    <p class="share">
      <progress max={1} value={step?.share ?? 0} aria-label="Share of the budget that is spent" />
      {step?.secondsLeft !== undefined && ` ${Math.ceil(step.secondsLeft)} s left`}
    </p>
    <form class="filters" method="post" action={`/probes/${id}/cancel?token=${token}`}>
      <button type="submit">End it now</button>
    </form>
  </>
);

const eventsOf = <Kind extends ProbeEvent['kind']>(
  steps: readonly ProgressSummary[],
  kind: Kind,
): Extract<ProbeEvent, { kind: Kind }>[] =>
  steps.flatMap(({ events }) =>
    events.filter((event): event is Extract<ProbeEvent, { kind: Kind }> => event.kind === kind),
  );

const Curves: FC<Pick<ProbeProgress, 'steps'>> = ({ steps }) => {
  const epochs = eventsOf(steps, 'epoch');
  return (
    epochs.length > 0 && (
      <Section id="curves" title="Learning curves">
        <ProgressCurvesChart epochs={epochs} />
      </Section>
    )
  );
};

const selectedIn = ({ trials }: ProbeProgress['probe']): string | undefined =>
  trials.find(({ selected }) => selected)?.id;

interface TrialsProps extends Pick<ProbeProgress, 'steps'> {
  /** The id of the trial that the recommendation ends with. */
  readonly selected: string | undefined;
}

const columns = ['Change', { number: 'Loss' }, 'Kept', 'Why'];

const Trials: FC<TrialsProps> = ({ steps, selected }) => {
  const trials = eventsOf(steps, 'trial')
    .map(({ trial }) => trial)
    .map((trial) => (trial.id === selected ? { ...trial, selected: true as const } : trial))
    .toReversed();
  if (trials.length === 0) return null;
  const count = `${formatCount(trials.length, 'trial')}, the newest first`;
  return (
    <Section id="trials" title="What was tried" beside={<span>{count}</span>}>
      <ScrollTable label="Trials" class="listing trials" columns={columns}>
        {trials.map((trial) => (
          <TrialRow trial={trial} trials={trials}>
            <td class="number">{trial.score === null ? '–' : formatScore(trial.score)}</td>
            <td>{fateOf(trial)}</td>
            <td>{outcomeOf(trial)}</td>
          </TrialRow>
        ))}
      </ScrollTable>
    </Section>
  );
};
