import { omittedFrom } from './omissions.js';
import { type Plan, planScript, type ScriptInput } from './plan.js';
import { constantLines } from './constants.js';
import { heading } from './heading.js';
import { encodingBlocks, encodingImports } from './python/encoding.js';
import { importLines } from './python/imports.js';
import { python } from './python/literals.js';
import { splitImports } from './python/main.js';
import { readingBlocks, readingImports } from './python/reading.js';
import { scoringBlocks } from './python/scoring.js';
import { targetBlocks, targetImports } from './python/target.js';
import { mainBlocks } from './pytorch/main.js';
import { modelBlocks } from './pytorch/model.js';
import { copies, trainingBlocks } from './pytorch/training.js';

/**
 * A Python script that trains the recommended network in PyTorch, as the probe does, on the file as it is; see `exportKeras`.
 * @throws SextantError `settings_invalid` when the task needs labels and the schema has none
 */
export function exportPytorch(input: ScriptInput): string {
  const plan = planScript(input);
  const blocks = [
    [preamble, ...imports(plan)].join('\n'),
    constantLines(plan, python, { omitted: omittedFrom(plan, []) }).join('\n'),
    ...readingBlocks(plan),
    ...encodingBlocks(plan),
    ...targetBlocks(plan),
    ...modelBlocks(plan),
    ...trainingBlocks(plan),
    ...scoringBlocks(plan),
    ...mainBlocks(plan),
  ];
  return `${blocks.join('\n\n\n')}\n`;
}

const preamble = `"""${heading}

Needs: pip install torch pandas scikit-learn.
"""
`;

const imports = (plan: Plan): string[] =>
  importLines({
    standard: [...(copies(plan) ? ['copy'] : []), 'math', ...readingImports(plan)],
    parts: [...encodingImports(plan), ...targetImports(plan), ...splitImports(plan)],
    library: ['import torch', 'from torch import nn', 'from torch.nn import functional'],
  });
