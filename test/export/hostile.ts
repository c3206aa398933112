import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ScriptInput, scriptFormats } from '../../src/export/formats.js';
import { readDataset } from '../../src/profile/read.js';
import { hostileTable } from '../fixtures/script-names.js';
import { plainly, recommendationOf, variants } from '../fixtures/script-variants.js';

/** A folder with a script in one format for a table whose names and labels would run as code if they were not quoted. */
export async function hostileFolder(format: keyof typeof scriptFormats) {
  const folder = mkdtempSync(join(tmpdir(), `sextant-${format}-`));
  const { text, target } = hostileTable();
  const file = join(folder, 'table.csv');
  writeFileSync(file, text);
  const { schema } = await readDataset({ file, target: [target] });
  const [variant] = variants;
  if (variant === undefined) throw new Error('there is no variant');
  const recommendation = recommendationOf(plainly(variant));
  const advice = recommendation.advice.map((item) => ({ ...item, because: `${target}\n${text}*/` }));
  const input: ScriptInput = {
    recommendation: { ...recommendation, advice },
    schema,
    file: 'table.csv',
    target: schema.target.columns,
  };
  const { fileName, write } = scriptFormats[format];
  writeFileSync(join(folder, fileName), write(input));
  return { folder, fileName, wasRun: () => existsSync(join(folder, 'marker')) };
}
