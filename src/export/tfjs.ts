import { constantLines } from './constants.js';
import { heading } from './heading.js';
import { omittedFrom } from './omissions.js';
import { type Plan, planScript, type ScriptInput } from './plan.js';
import { encodingBlocks } from './tfjs/encoding.js';
import { javascript } from './tfjs/literals.js';
import { mainBlocks, randomBlock } from './tfjs/main.js';
import { modelBlocks } from './tfjs/model.js';
import { normalScoreBlocks } from './tfjs/normal-scores.js';
import { tfjsOmissions } from './tfjs/omissions.js';
import { readingBlocks } from './tfjs/reading.js';
import { scoringBlocks } from './tfjs/scoring.js';
import { targetBlocks } from './tfjs/target.js';
import { trainingBlocks } from './tfjs/training.js';

/**
 * A module for Node that trains the recommended network with the layers of TensorFlow.js on the file as it is; see `exportKeras`.
 * @throws SextantError `export_unsupported` for a Parquet file, `settings_invalid` when the task needs labels and the schema has none
 */
export function exportTfjs(input: ScriptInput): string {
  const asked = planScript(input);
  const plan: Plan = asked.encoding === 'codes' ? { ...asked, encoding: 'oneHot' } : asked;
  const blocks = [
    preamble,
    constantLines(plan, javascript, { omitted: omittedFrom(plan, tfjsOmissions) }).join('\n'),
    randomBlock,
    ...readingBlocks(plan),
    ...encodingBlocks(plan),
    ...normalScoreBlocks(plan),
    ...targetBlocks(plan),
    ...modelBlocks(plan),
    ...trainingBlocks(plan),
    ...scoringBlocks(plan),
    ...mainBlocks(plan),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const preamble = `// ${heading}
// Needs: Node 20 or later, npm install @tensorflow/tfjs-node@4
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as tf from "@tensorflow/tfjs-node";`;
