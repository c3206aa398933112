import type { Advisor } from '../advise/advise.js';
import type { Profile } from '../profile/schema.js';
import type { DepthStart } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import type { Budget } from './budget.js';
import type { Runner } from './runner.js';
import type { TrainedTrial } from './trial.js';

export interface ProbeInput {
  readonly advisor: Advisor;
  readonly profile: Profile;
  /** What the rules recommend, as far as it can be trained. */
  readonly settings: Settings;
  /** Slots that the caller fixed; the probe keeps them. */
  readonly fixed: ReadonlySet<string>;
  readonly runner: Runner;
  readonly depthStart?: DepthStart;
  readonly budget: Budget;
  readonly seed: number;
  readonly createId: () => string;
  readonly signal?: AbortSignal;
  readonly onTrial?: (trial: TrainedTrial) => void;
}
