import type { ProbeProgress } from '../../decide/probe-progress.js';
import type { ProbeEvent, ProgressSummary } from '../../decide/schema.js';
import { progressCurvesChart } from '../charts/progress-curves.js';
import { formatCount, formatScore } from '../format.js';
import { type Html, html } from '../html-template.js';
import { shortRunNote } from '../sections/short-run-note.js';
import { changeOf, fateOf, outcomeOf } from '../view/trial-rows.js';
import { liveScript } from './live-script.js';
import { serviceDocument } from './service-document.js';

export interface LiveProbe extends ProbeProgress {
  /** Of forms: see `formToken`. */
  readonly token: string;
}

const isEnded = ({ status }: ProbeProgress['probe']): boolean => ['succeeded', 'failed', 'cancelled'].includes(status);

/** A probe as it stands: how far it is, learning curves, what was tried. While it runs the page keeps itself up to date. */
export function renderProbe({ token, ...progress }: LiveProbe): string {
  const { probe, steps } = progress;
  const ended = isEnded(probe);
  return serviceDocument({
    title: ['Probe', progress.file].filter(Boolean).join(': '),
    place: 'Recommend',
    script: liveScript,
    reloadSeconds: ended ? undefined : 2,
    body: html`<header><h1>Probe</h1><p class="lead" role="status" id="status">${statusOf(progress)}</p></header>
${aboutOf(progress)}
<div id="live" data-events="${ended ? '' : `/v1/probes/${probe.id}/events`}">
${ended ? endOf(probe) : runningOf(steps.at(-1), { id: probe.id, token })}
${curvesOf(steps)}
${trialsOf(steps, selectedIn(probe))}
</div>`,
  });
}

const statuses: Readonly<Record<ProbeProgress['probe']['status'], string>> = {
  queued: 'It waits for a worker.',
  running: 'It begins.',
  succeeded: 'It is done.',
  failed: 'It failed.',
  cancelled: 'It was ended early; what was known by then is kept.',
};

/** What is trained, for which recommendation. */
const aboutOf = ({ probe: { recommendationId }, file, target }: ProbeProgress): Html => html`
<dl class="facts identity">
${file !== undefined && html`<div><dt>File</dt><dd>${file}</dd></div>`}
<div><dt>Target</dt><dd>${target.join(', ')}</dd></div>
<div><dt>Recommendation</dt><dd><a href="/recommendations/${recommendationId}"><code>${recommendationId}</code></a></dd></div>
</dl>`;

function statusOf({ probe, steps }: Pick<ProbeProgress, 'probe' | 'steps'>): string {
  const last = steps.at(-1);
  return probe.status === 'running' && last
    ? `${last.doing.charAt(0).toUpperCase()}${last.doing.slice(1)}.`
    : statuses[probe.status];
}

const endOf = ({ recommendationId, error }: ProbeProgress['probe']): Html => html`
${error !== null && html`<div class="warnings" role="alert"><h2>${error.code}</h2><p>${error.detail}</p></div>`}
<p class="next-page"><a href="/recommendations/${recommendationId}">The recommendation with its verdicts</a></p>`;

const runningOf = (
  step: ProgressSummary | undefined,
  { id, token }: { readonly id: string; readonly token: string },
): Html => html`
<p class="share"><progress max="1" value="${step?.share ?? 0}" aria-label="Share of the budget that is spent"></progress>${step?.secondsLeft !== undefined && html` ${Math.ceil(step.secondsLeft)} s left`}</p>
<form class="filters" method="post" action="/probes/${id}/cancel?token=${token}"><button type="submit">End it now</button></form>`;

const eventsOf = <Kind extends ProbeEvent['kind']>(
  steps: readonly ProgressSummary[],
  kind: Kind,
): Extract<ProbeEvent, { kind: Kind }>[] =>
  steps.flatMap(({ events }) =>
    events.filter((event): event is Extract<ProbeEvent, { kind: Kind }> => event.kind === kind),
  );

function curvesOf(steps: readonly ProgressSummary[]): Html | false {
  const epochs = eventsOf(steps, 'epoch');
  return (
    epochs.length > 0 &&
    html`<section aria-labelledby="curves"><div class="section-head"><h2 id="curves">Learning curves</h2></div>${progressCurvesChart(epochs)}</section>`
  );
}

const selectedIn = ({ trials }: ProbeProgress['probe']): string | undefined =>
  trials.find(({ selected }) => selected)?.id;

function trialsOf(steps: readonly ProgressSummary[], selected: string | undefined): Html | false {
  const trials = eventsOf(steps, 'trial')
    .map(({ trial }) => trial)
    .map((trial) => (trial.id === selected ? { ...trial, selected: true as const } : trial))
    .toReversed();
  return (
    trials.length > 0 &&
    html`<section aria-labelledby="trials"><div class="section-head"><h2 id="trials">What was tried</h2><span>${formatCount(trials.length, 'trial')}, the newest first</span></div>
<div class="scroll" role="region" aria-label="Trials" tabindex="0"><table class="listing trials"><thead><tr><th scope="col">Change</th><th scope="col" class="number">Loss</th><th scope="col">Kept</th><th scope="col">Why</th></tr></thead><tbody>${trials.map(
      (trial) =>
        html`<tr${trial.kept || trial.selected ? html` class="kept"` : null}><th scope="row">${changeOf(trial)}${shortRunNote(trial, { trials })}</th><td class="number">${trial.score === null ? '–' : formatScore(trial.score)}</td><td>${fateOf(trial)}</td><td>${outcomeOf(trial)}</td></tr>`,
    )}</tbody></table></div></section>`
  );
}
