import type { SextantError } from '../../errors.js';
import { plainText } from '../../plain-text.js';
import { paletteOf } from './paint.js';

/** A message longer than this hides what to do. */
const MOST_LINES = 12;

export interface ErrorRenderOptions {
  /** Adds the code, the fields and the stack traces of the error and of what caused it. */
  readonly debug: boolean;
  readonly color?: boolean;
}

/** What happened and what to do, in at most a dozen lines, ending with a line break; a stack trace only with `debug`. */
export function renderError(error: SextantError, { debug, color = false }: ErrorRenderOptions): string {
  const { bold, bad, dim } = paletteOf(color);
  const hint = error.hint === undefined ? [] : linesOf(error.hint);
  const message = linesOf(error.message);
  const room = Math.max(1, MOST_LINES - hint.length);
  const shown = message.length <= room ? message : [...message.slice(0, room - 1), '…'];
  const [first = '', ...rest] = shown;
  const lines = [`${bad('error:')} ${bold(first)}`, ...[...rest, ...hint].map((line) => `  ${line}`)].slice(
    0,
    MOST_LINES,
  );
  const details = debug ? [dim(`code: ${error.code}`), ...fieldLines(error), ...stackLines(error).map(dim)] : [];
  return `${[...lines, ...details].join('\n')}\n`;
}

const linesOf = (text: string): string[] => text.split('\n').map(plainText);

const fieldLines = ({ fields }: SextantError): string[] =>
  Object.entries(fields).map(([name, value]) => plainText(`${name}: ${JSON.stringify(value)}`));

/** Stacks of the error and of its causes, outermost first. */
function stackLines(error: Error): string[] {
  const seen: unknown[] = [];
  const lines: string[] = [];
  let at: unknown = error;
  while (at instanceof Error && !seen.includes(at)) {
    seen.push(at);
    lines.push(...linesOf(`${lines.length > 0 ? 'caused by ' : ''}${at.stack ?? at.message}`));
    at = at.cause;
  }
  return at === undefined || seen.includes(at)
    ? lines
    : [...lines, plainText(`caused by ${typeof at === 'string' ? at : JSON.stringify(at)}`)];
}
