import { constantLines } from './constants.js';
import { heading } from './heading.js';
import { encodingBlocks, encodingImports } from './python/encoding.js';
import { mainBlocks } from './keras/main.js';
import { modelBlocks } from './keras/model.js';
import { kerasOmissions } from './keras/omissions.js';
import { omittedFrom } from './omissions.js';
import { type ScriptInput, type Plan, planScript } from './plan.js';
import { importLines } from './python/imports.js';
import { python } from './python/literals.js';
import { splitImports } from './python/main.js';
import { readingBlocks, readingImports } from './python/reading.js';
import { hasSchedule, scheduleBlocks } from './keras/schedule.js';
import { scoringBlocks } from './python/scoring.js';
import { targetBlocks, targetImports } from './python/target.js';
import { trainingBlocks } from './keras/training.js';

/**
 * A Python script that reads the file, prepares it as the settings say, trains the recommended network in Keras 3 with
 * the same schedule and stopping, prints its score on rows held out, and saves it. What it leaves out it says in a comment.
 * Names, labels and reasons stand in it as quoted text or comments only.
 * @throws settings_invalid when the task needs labels and the schema has none
 */
export function exportKeras(input: ScriptInput): string {
  const plan = planScript(input);
  const blocks = [
    [preamble, ...imports(plan)].join('\n'),
    constantLines(plan, python, { omitted: omittedFrom(plan, kerasOmissions) }).join('\n'),
    ...readingBlocks(plan),
    ...encodingBlocks(plan),
    ...targetBlocks(plan),
    ...scheduleBlocks(plan),
    ...modelBlocks(plan),
    ...trainingBlocks(plan),
    ...scoringBlocks(plan),
    ...mainBlocks(plan),
  ];
  return `${blocks.join('\n\n\n')}\n`;
}

const preamble = `"""${heading}

Needs: pip install keras tensorflow pandas scikit-learn (Keras 3). JAX or PyTorch serve as well as TensorFlow, with
KERAS_BACKEND=jax or KERAS_BACKEND=torch in the environment. The name of the file is as seen from the working directory.
"""
`;

const imports = (plan: Plan): string[] =>
  importLines({
    standard: ['math', ...readingImports(plan)],
    parts: [...encodingImports(plan), ...targetImports(plan), ...splitImports(plan)],
    library: ['import keras', `from keras import layers${hasSchedule(plan) ? ', ops' : ''}`],
  });
