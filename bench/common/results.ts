import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machine } from './measure.js';

/** What a benchmark measured, and where and when. */
export interface Saved<Result> {
  readonly machine: string;
  /** Day, `2026-01-31`. */
  readonly date: string;
  readonly result: Result;
}

const folder = new URL('../results/', import.meta.url);
const fileOf = (name: string): string => fileURLToPath(new URL(`${name}.json`, folder));

/** Keeps a result for bench/README.md, whose tables `npm run generate` makes of it. */
export function saveResult(name: string, result: unknown): void {
  const saved: Saved<unknown> = { machine: machine(), date: new Date().toISOString().slice(0, 10), result };
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(saved, null, 1)}\n`);
  console.log(`Saved; \`npm run generate\` writes its table into bench/README.md.`);
}

/** A result of an earlier run; undefined where there is none. */
export const savedResult = <Result>(name: string): Saved<Result> | undefined =>
  existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as Saved<Result>) : undefined;
