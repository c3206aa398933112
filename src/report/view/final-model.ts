import type { ProbeReport } from '../../settings/recommendation.js';
import { formatCount } from '../format.js';
import { changeOf } from './trial-rows.js';

/** What the final model averages: `15 networks with hiddenActivation selu (60 %), 5 linear models (40 %)`; or what it is. */
export function finalModelSentence({ finalModel, trials }: ProbeReport): string | undefined {
  if (finalModel === undefined) return undefined;
  const parts = finalModel.parts.map(({ trialId, share, members }) => {
    const trial = trials.find(({ id }) => id === trialId);
    const isLinear = trial === undefined || trial.settings['hiddenLayers'] === 0;
    const what = formatCount(members, isLinear ? 'linear model' : 'network');
    const how = isLinear ? '' : ` with ${changeOf(trial)}`;
    return finalModel.parts.length === 1 ? `${what}${how}` : `${what}${how} (${Math.round(100 * share)} %)`;
  });
  const is = finalModel.kind === 'refit' ? 'is trained on all rows:' : 'averages';
  return `The final model ${is} ${parts.join('; ')}.`;
}
