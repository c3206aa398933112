import { type History, observe } from '../refine/observe.js';
import { type Candidate, compare } from '../refine/select.js';
import type { Evidence } from '../settings/evidence.js';
import type { ProbeInput } from './probe-input.js';
import type { SuccessfulTrial, TrainedTrial } from './trial.js';

/** A trial and what it is seen beside. */
export interface Scene {
  readonly subject: SuccessfulTrial;
  /** Those of the first stage, for its ladder of rates. */
  readonly trials: readonly TrainedTrial[];
  readonly linear?: SuccessfulTrial;
  /** The trial that held before a layer was added. */
  readonly shallower?: SuccessfulTrial;
  readonly history: History;
}

/** The facts that the diagnosis rules read of a trial. */
export function evidenceOf(
  { runner, settings }: Pick<ProbeInput, 'runner' | 'settings'>,
  { subject, trials, linear, shallower, history }: Scene,
): Evidence {
  const against = (other: Candidate) => compare(other, subject.result, runner.partition);
  const ladder = trials
    .filter(({ changes, isLost }) => !isLost && Object.keys(changes).every((slot) => slot === 'learningRate'))
    .map(({ settings: of, result }) => ({
      rate: of.learningRate ?? settings.learningRate ?? 0,
      loss: result?.loss ?? null,
    }))
    .sort((a, b) => a.rate - b.rate);
  const constant: Candidate = {
    losses: runner.constant.losses,
    foldLosses: runner.constant.foldLosses,
    complexity: [],
  };
  return observe(subject.result.observation, {
    comparisons: {
      constant: against(constant),
      ...(linear && { linear: against(linear.result) }),
      ...(shallower && { shallower: against(shallower.result) }),
    },
    ladder: { rates: ladder },
    history,
  });
}
