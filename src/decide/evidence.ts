import { type History, type Ladder, observe } from '../refine/observe.js';
import { type Candidate, compare } from '../refine/select.js';
import { isSameJson } from '../same-json.js';
import type { Evidence } from '../settings/evidence.js';
import type { ProbeInput } from './probe-input.js';
import type { SuccessfulTrial, TrainedTrial } from './trial.js';

/** A trial and what it is seen beside. */
export interface Scene {
  readonly subject: SuccessfulTrial;
  /** All before: those that differ from it in the rate alone are its ladder. */
  readonly trials: readonly TrainedTrial[];
  readonly linear?: SuccessfulTrial;
  /** The trial that held before a layer was added. */
  readonly shallower?: SuccessfulTrial;
  readonly history: History;
}

/** The facts that the diagnosis rules read of a trial. */
export function evidenceOf(
  { runner }: Pick<ProbeInput, 'runner'>,
  { subject, trials, linear, shallower, history }: Scene,
): Evidence {
  const against = (other: Candidate) => compare(other, subject.result, runner.partition);
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
    ladder: ladderOf(subject, trials),
    history,
  });
}

/** What is known of the subject's settings under other rates; of a rate that was trained twice the least loss. */
function ladderOf({ settings }: SuccessfulTrial, trials: readonly TrainedTrial[]): Ladder {
  const losses = new Map<number, number | null>();
  for (const { settings: of, result, isLost, isScreening } of trials) {
    const rate = of.learningRate;
    if (isLost || isScreening || rate === null) continue;
    if (!isSameJson({ ...of, learningRate: settings.learningRate }, settings)) continue;
    const loss = result?.loss ?? null;
    const known = losses.get(rate);
    losses.set(rate, known == null ? loss : Math.min(known, loss ?? known));
  }
  return { rates: [...losses].map(([rate, loss]) => ({ rate, loss })).sort((a, b) => a.rate - b.rate) };
}
