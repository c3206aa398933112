import { refuseInexpressible } from './inexpressible.js';
import { omittedFrom } from './omissions.js';
import { isOneLabel, type Plan, planScript, type ScriptInput } from './plan.js';
import { constantLines } from './constants.js';
import { heading } from './heading.js';
import { encodingBlocks, encodingImports } from './python/encoding.js';
import { importLines } from './python/imports.js';
import { python } from './python/literals.js';
import { splitImports } from './python/main.js';
import { readingBlocks, readingImports } from './python/reading.js';
import { scoringBlocks } from './python/scoring.js';
import { targetBlocks, targetImports } from './python/target.js';
import { sklearnOmissions, sklearnRefusals } from './sklearn/expressible.js';
import { mainBlocks } from './sklearn/main.js';

/**
 * A Python script that trains the recommended network as scikit-learn's MLPClassifier or MLPRegressor on the file as it is; see
 * `exportKeras`.
 * @throws SextantError `export_unsupported` where scikit-learn does not have such a network, `settings_invalid` when the task
 * needs labels and the schema has none
 */
export function exportSklearn(input: ScriptInput): string {
  const asked = planScript(input);
  refuseInexpressible(asked, 'scikit-learn', sklearnRefusals);
  // It takes the places of labels whatever the loss, and gives a probability for each.
  const plan: Plan = isOneLabel(asked) ? { ...asked, encoding: 'codes' } : asked;
  const blocks = [
    [preamble, ...imports(plan)].join('\n'),
    constantLines(plan, python, { omitted: omittedFrom(plan, sklearnOmissions), unused: unusedBy(plan) }).join('\n'),
    ...readingBlocks(plan),
    ...encodingBlocks(plan),
    ...targetBlocks(plan),
    ...scoringBlocks(plan),
    ...mainBlocks(plan),
  ];
  return `${blocks.join('\n\n\n')}\n`;
}

const neverUsed = ['DROPOUT', 'INPUT_NOISE', 'MIXUP', 'LABEL_SMOOTHING', 'WEIGHT_DECAY'];

/** The rate stays constant: where the epochs are chosen, nothing runs over those of the schedules. */
const unusedBy = ({ chosen }: Plan): ReadonlySet<string> => new Set([...neverUsed, ...(chosen ? ['EPOCHS'] : [])]);

const preamble = `"""${heading}

Needs: pip install "scikit-learn>=1.7" pandas.
"""
`;

const imports = (plan: Plan): string[] =>
  importLines({
    standard: [...(plan.chosen ? [] : ['copy']), ...readingImports(plan)],
    parts: [...encodingImports(plan), ...targetImports(plan), ...splitImports(plan)],
    library: [
      'import joblib',
      `from sklearn.neural_network import ${plan.form === 'number' ? 'MLPRegressor' : 'MLPClassifier'}`,
    ],
  });
