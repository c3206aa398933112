import type { Recommendation } from '../../settings/recommendation.js';
import { isHigherBetter } from '../metrics.js';
import { headlineScore } from './scores.js';

interface NextStep {
  readonly applies: (recommendation: Recommendation) => boolean;
  readonly advice: string;
  /** The same in terms of the service, where it is not the same. */
  readonly ofService?: string;
  /** Whether it is for a machine that has the model. */
  readonly needsModel?: true;
}

const isProbed = ({ probe }: Recommendation): boolean => probe?.status === 'succeeded';
const hasVerdict = (verdict: string) => (recommendation: Recommendation) =>
  recommendation.advice.some((item) => item.verdict === verdict);

/** Whether the linear model is at least as good as the network. */
const isLinearEnough = ({ probe }: Recommendation): boolean => {
  const network = headlineScore(probe);
  const linear = probe?.baselines.find(({ name }) => name === 'linear')?.score;
  if (!network || !linear || linear.metric !== network.metric) return false;
  return isHigherBetter(network.metric) ? linear.value >= network.value : linear.value <= network.value;
};

const steps: readonly NextStep[] = [
  {
    applies: (recommendation) => recommendation.probe === undefined,
    advice:
      'Test these settings on your rows: `sextant recommend <file> --target <column>`. So far only rules speak for them.',
    ofService:
      'Test these settings on your rows: upload them as a dataset and ask for a probe. So far only rules speak for them.',
  },
  {
    applies: ({ probe }) => probe?.status === 'cancelled',
    advice: 'The probe was stopped early; run it again with the same seed to finish it.',
  },
  {
    applies: isLinearEnough,
    advice:
      'A linear model does as well. Use it, or add inputs that tell more about the target before a deeper network.',
  },
  {
    applies: hasVerdict('refuted'),
    advice: 'A setting was refuted: the network lost to a simple baseline. Look at the warnings and the columns first.',
  },
  {
    applies: (recommendation) => isProbed(recommendation) && hasVerdict('inconclusive')(recommendation),
    advice: 'Some settings stayed undecided. A larger `--budget` tries more; more rows decide more.',
    ofService: 'Some settings stayed undecided. A longer probe tries more; more rows decide more.',
  },
  {
    applies: (recommendation) => isProbed(recommendation) && recommendation.test === undefined,
    advice: 'Score the final model on rows it has never seen: `--test labelled.csv`.',
    needsModel: true,
  },
  {
    applies: ({ warnings }) => warnings.length > 0,
    advice: 'Read the warnings: mending the data often gains more than any setting.',
  },
  {
    applies: () => true,
    advice: 'Disagree with a value? Fix it with `--set slot=value`; the rules and the probe work around it.',
    ofService:
      'Disagree with a value? Ask once more with it in `constraints.settings`: the rules and the probe work around it. Or override it (`overrideSetting`), with your reason on record.',
  },
];

/** Who reads a report: at the command line, at that of a server which keeps the model, or by pages and the API. */
export type Reader = 'command' | 'remoteCommand' | 'service';

/** What to do after reading, most important first; never empty. */
export const nextSteps = (recommendation: Recommendation, reader: Reader = 'command'): string[] =>
  steps
    .filter(({ applies, needsModel }) => applies(recommendation) && !(needsModel && reader !== 'command'))
    .map(({ advice, ofService = advice }) => (reader === 'service' ? ofService : advice));
