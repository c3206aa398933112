import type { EpochProgress } from '../probe/schema.js';
import type { PopulationPlan, Trial } from '../settings/recommendation.js';
import type { Budget } from './budget.js';
import type { ProbeEvent, ProbeRequest, Progress, RecommendOptions } from './schema.js';

/** Turns what happens in a run into progress for the caller. */
export interface Reporter {
  /** From now on shares and times left are those of this budget. */
  follow(budget: Budget): void;
  readonly plan: (plan: PopulationPlan) => void;
  readonly epoch: (purpose: string, progress: EpochProgress) => void;
  trial(trial: Trial, sentence: string): void;
  verdict(slot: string, verdict: string): void;
  final(): void;
  end(status: 'succeeded' | 'failed' | 'cancelled'): void;
}

export function createReporter({ onProgress }: RecommendOptions, probe: ProbeRequest | undefined): Reporter {
  let budget: Budget | undefined;
  let doing = probe ? 'starting the probe' : 'training as the rules recommend';
  const tell = (stage: Progress['stage'], event?: ProbeEvent): void => {
    const secondsLeft = budget?.isTimed === true ? budget.secondsLeft() : undefined;
    onProgress?.({
      stage,
      doing,
      share: budget?.share() ?? 0,
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(event && { event }),
    });
  };
  return {
    follow: (of) => {
      budget = of;
      tell('probe');
    },
    plan: (population) => tell('probe', { kind: 'plan', population }),
    epoch: (purpose, { rung, ...progress }) => {
      doing = purpose;
      tell('probe', { kind: 'epoch', purpose, ...progress });
      if (rung) tell('probe', { kind: 'rung', purpose, epoch: progress.epoch, ...rung });
    },
    trial: (trial, sentence) => tell('probe', { kind: 'trial', trial, sentence }),
    verdict: (slot, verdict) => tell('final', { kind: 'verdict', slot, verdict }),
    final: () => {
      doing = 'scores and final model';
      tell('final');
    },
    end: (status) => tell('final', { kind: 'end', status }),
  };
}
