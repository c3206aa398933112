import type { FC } from 'hono/jsx';
import type { Recommendation } from '../../settings/recommendation.js';
import type { Settings } from '../../settings/slots.js';
import { formatValue, formatWhole, words } from '../format.js';
import { keyFigures } from '../view/figures.js';
import { networkSentence, taskSentence } from '../view/summary.js';

interface HeaderProps {
  readonly recommendation: Recommendation;
  readonly title: string;
}

/** What was asked, the network that answers it, and what it achieves. */
export const Header: FC<HeaderProps> = ({ recommendation, title }) => {
  const { createdAt, settings } = recommendation;
  return (
    <header>
      <p class="brand">
        <Emblem />
        <span>Sextant</span>
        <time datetime={createdAt}>{createdAt.slice(0, 16).replace('T', ' ')} UTC</time>
      </p>
      <h1>{title}</h1>
      <p class="lead">
        {capital(taskSentence(recommendation))}. {networkSentence(settings)}
      </p>
      <Network recommendation={recommendation} />
      <Figures recommendation={recommendation} />
    </header>
  );
};

const Emblem: FC = () => (
  <svg class="emblem" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
    <g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
      <path d="M16 4 5.5 23M16 4l10.5 19M16 4l3 22.5" />
      <path d="M3.5 22.5a24 24 0 0 0 25 0" />
    </g>
    <circle cx="16" cy="4" r="2.4" fill="currentColor" />
  </svg>
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface Stage {
  readonly name: string;
  readonly detail: string;
  readonly isHidden?: boolean;
}

/** The network from its inputs to its loss, drawn as a row of boxes. */
const Network: FC<{ readonly recommendation: Recommendation }> = ({ recommendation }) => {
  const { settings } = recommendation;
  const stages = [inputStage(recommendation), ...hiddenStages(settings), outputStage(settings)];
  return (
    <ol class="network" aria-label="The network, from inputs to output">
      {stages.map(({ name, detail, isHidden = false }) => (
        <li class={isHidden ? 'hidden-layer' : undefined}>
          <b>{name}</b>
          <span>{detail}</span>
        </li>
      ))}
    </ol>
  );
};

function inputStage({ profile, settings }: Recommendation): Stage {
  const { numeric, boolean, categorical } = profile.columns;
  const columns = numeric + boolean + categorical;
  const scaling = settings.numericScaling === null ? '' : words(settings.numericScaling);
  return { name: `${formatWhole(columns)} ${columns === 1 ? 'column' : 'columns'}`, detail: scaling };
}

function hiddenStages(settings: Settings): Stage[] {
  const { hiddenLayers, hiddenUnits, hiddenActivation, normalization, dropout } = settings;
  const detail = [
    normalization === null || normalization === 'none' ? '' : `${normalization} norm`,
    hiddenActivation ?? '',
    dropout === null || dropout === 0 ? '' : `dropout ${formatValue(dropout)}`,
  ];
  const stage = {
    name: `${formatValue(hiddenUnits)} units`,
    detail: detail.filter(Boolean).join(', '),
    isHidden: true,
  };
  return Array.from({ length: hiddenLayers ?? 0 }, () => stage);
}

const outputStage = ({ outputUnits, outputActivation, loss }: Settings): Stage => ({
  name: `${formatValue(outputUnits)} ${outputActivation ?? ''}`.trim(),
  detail: loss === null ? '' : words(loss),
});

const Figures: FC<{ readonly recommendation: Recommendation }> = ({ recommendation }) => {
  const figures = keyFigures(recommendation);
  return (
    figures.length > 0 && (
      <dl class="figures">
        {figures.map(({ label, value, detail }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <b>{value}</b>
              <span>{detail}</span>
            </dd>
          </div>
        ))}
      </dl>
    )
  );
};
