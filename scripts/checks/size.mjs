// Run as a program: checks the size budget of src/ and of what is written by hand in sdk/ (files, functions, parameters) and that it never says `any`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isProgram } from '../setup/run.mjs';

const root = join(import.meta.dirname, '../..');
export const limits = { fileLines: 400, functionLines: 60, parameters: 4 };

/**
 * @param {string} path shown in the messages
 * @param {string} text TypeScript
 * @returns {string[]} one line for each breach: where, what, what to do
 */
export function findBreaches(path, text) {
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  /** @type {string[]} */
  const breaches = [];
  const lineAt = (/** @type {number} */ position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const fileLines = text.trimEnd().split('\n').length;
  if (fileLines > limits.fileLines)
    breaches.push(`${path}: ${fileLines} lines, at most ${limits.fileLines}: split it by noun or verb`);
  const visit = (/** @type {ts.Node} */ node) => {
    const line = lineAt(node.getStart(source));
    if (node.kind === ts.SyntaxKind.AnyKeyword)
      breaches.push(`${path}:${line}: any: say the type, or unknown and narrow it`);
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const lines = lineAt(node.end) - line + 1;
      if (lines > limits.functionLines)
        breaches.push(`${path}:${line}: function of ${lines} lines, at most ${limits.functionLines}: name its steps`);
      if (node.parameters.length > limits.parameters)
        breaches.push(
          `${path}:${line}: ${node.parameters.length} parameters, at most ${limits.parameters}: take one object`,
        );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

if (isProgram(import.meta.url)) {
  const files = ['src', 'sdk/typescript/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('sdk/typescript/src/generated/')),
  );
  const breaches = files.flatMap((path) => findBreaches(path, readFileSync(join(root, path), 'utf8')));
  for (const breach of breaches) console.log(breach);
  if (files.length === 0) console.log('no file was found in src/: the check did not work');
  process.exitCode = breaches.length > 0 || files.length === 0 ? 1 : 0;
}
