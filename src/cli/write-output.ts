import { accessSync, constants, existsSync, mkdtempSync, realpathSync, rmdirSync, statSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Model } from '../decide/model.js';
import { checkModelFolder } from '../decide/model-folder.js';
import type { RecommendResult } from '../decide/schema.js';
import { SextantError } from '../errors.js';
import { isOwnProgram } from '../export/heading.js';
import type { Reader } from '../report/view/next-steps.js';
import type { Provenance } from '../settings/provenance.js';
import type { Recommendation } from '../settings/recommendation.js';
import { cannotWrite, writeWhole } from '../write-whole.js';
import { usageError } from './command-line.js';

/** What is asked for beside the answer itself. */
export interface Output {
  readonly folder: string;
  /** The data file, as it was read. */
  readonly file: string;
  readonly target: readonly string[];
  /** Heading of the report. */
  readonly title: string;
  /** Commands that give the same answer again. */
  readonly reproduce: (recommendation: Recommendation) => readonly string[];
  readonly reader?: Reader;
  readonly provenance?: Provenance;
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Loads what draws and writes. It is heavy: a command without `--out` does without, one with it loads it while it trains. */
export const loadWriters = () =>
  Promise.all([
    import('../report/html.js'),
    import('../report/rule-page.js'),
    import('../export/formats.js'),
    import('../decide/model.js'),
  ]);

/**
 * Writes report.html, rules.html, recommendation.json, a program for each library that has what is recommended, and the folder
 * `model` (where there is a model). Returns the paths by what they are, and of a program that was not written why.
 */
export async function writeOutput(output: Output, result: RecommendResult): Promise<Record<string, string>> {
  const [, { renderRules }, { scriptFormats }] = await loadWriters();
  const { folder, file, target } = output;
  const { recommendation, schema, model, ruleSet, provenance } = result;
  const scripts = Object.values(scriptFormats).map((format) => ({
    ...format,
    ...textOrReason(() => format.write({ recommendation, schema, file, target })),
  }));
  const pages = await writeTexts(
    folder,
    await pagesOf({ ...output, provenance }, recommendation, renderRules(ruleSet)),
  );
  await writeParts(folder, { programs: scripts, model });
  const places = scripts.map(
    ({ library, fileName, reason }) => [`${library} code`, reason ?? join(folder, fileName)] as const,
  );
  const written: Record<string, string> = { ...pages, ...Object.fromEntries(places) };
  return model === undefined ? written : { ...written, model: modelIn(folder) };
}

/** What stands beside the pages. */
interface Parts {
  readonly programs: readonly { readonly fileName: string; readonly text?: string }[];
  readonly model?: Model | undefined;
}

const modelIn = (folder: string): string => join(folder, 'model');

/**
 * Writes programs and the model. One that there is none of now, and an earlier run left there, is removed: it would stand beside a
 * recommendation that it does not belong to. What Sextant did not write stays.
 * @throws SextantError `usage_invalid` where something cannot be written, or what stands in the model's place is none
 */
export async function writeParts(folder: string, { programs, model }: Parts): Promise<void> {
  for (const { fileName, text } of programs) {
    const path = join(folder, fileName);
    await (text === undefined ? removeProgram(path) : writeWhole(path, text));
  }
  if (model !== undefined) {
    const { saveModel } = await import('../decide/model.js');
    return saveModel(model, modelIn(folder));
  }
  checkModelFolder(modelIn(folder));
  await rm(modelIn(folder), { recursive: true, force: true });
}

async function removeProgram(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (isOwnProgram(text)) await rm(path);
}

/** The report with the rules beside it, and the answer as JSON; by what they are. */
export async function pagesOf(
  { title, reproduce, reader, provenance }: Output,
  recommendation: Recommendation,
  rulesPage: string,
): Promise<Record<string, NamedText>> {
  const { renderHtml } = await import('../report/html.js');
  const rules = { name: 'rules.html', text: rulesPage };
  const reproducing = reproduce(recommendation);
  return {
    report: {
      name: 'report.html',
      text: renderHtml(recommendation, { title, reproduce: reproducing, provenance, rules: rules.name, reader }),
    },
    rules,
    recommendation: { name: 'recommendation.json', text: `${JSON.stringify(recommendation, null, 2)}\n` },
  };
}

/** Writes texts into a folder, and returns their paths by what they are. Throws `usage_invalid` where that cannot be. */
export async function writeTexts(
  folder: string,
  texts: Readonly<Record<string, NamedText>>,
): Promise<Record<string, string>> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw cannotWrite(folder, cause);
  });
  for (const { name, text } of Object.values(texts)) await writeWhole(join(folder, name), text);
  return Object.fromEntries(Object.entries(texts).map(([what, { name }]) => [what, join(folder, name)]));
}

/** What a library does not have is no reason to write nothing else. */
function textOrReason(write: () => string): { readonly text?: string; readonly reason?: string } {
  try {
    return { text: write() };
  } catch (error) {
    if (error instanceof SextantError && error.code === 'export_unsupported')
      return { reason: `not written: ${error.message}` };
    throw error;
  }
}

/** Asked before a long run: whether everything can be written into the folder, and nothing is lost by it. Throws `usage_invalid`. */
export function checkOutput(folder: string): void {
  checkFolder(folder, '--out');
  checkModelFolder(modelIn(folder));
}

/** Asked before a long run: whether the folder is there, or can be made, and written to. Throws `usage_invalid`. */
export function checkFolder(folder: string, option: string): void {
  let nearest = resolve(folder);
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is not a folder`);
    // Tried and not asked: a folder may say that it can be written to and then refuse.
    rmdirSync(mkdtempSync(join(nearest, '.sextant-')));
  } catch (cause) {
    throw new SextantError('usage_invalid', `${option}: the folder ${folder} cannot be made or written to.`, {
      hint: 'Give a folder that you may write to.',
      cause,
    });
  }
}

/** Asked before a long run: whether predictions can be written there, and what is there is nothing that is read. Throws `usage_invalid`. */
export function checkPredictions(file: string, inputs: readonly string[]): void {
  const place = placeOf(file);
  if (inputs.some((input) => placeOf(input) === place))
    throw usageError(`--predictions: ${file} is a file that is read.`, 'Name another one.');
  const there = existsSync(place) ? statSync(place) : undefined;
  if (there?.isDirectory()) throw usageError(`--predictions: ${file} is a folder.`, 'Name a file.');
  // A pipe or a device is written to as it stands, and nothing beside it.
  if (there && !there.isFile()) return checkWritable(file);
  const folder = dirname(place);
  if (!existsSync(folder)) throw usageError(`--predictions: there is no folder ${folder}.`, 'Make it first.');
  checkFolder(folder, '--predictions');
}

/** The file that a path names, behind all links. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function checkWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK);
  } catch {
    throw usageError(`--predictions: ${file} cannot be written to.`, 'Name another file.');
  }
}
