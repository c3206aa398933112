import { renderOptionsOf } from './io.js';
import { formatOf } from './options.js';
import type { RenderOptions } from './render/recommendation.js';
import type { AnswerFlags, Shell } from './shell.js';

/** The answer as text, for a terminal or as Markdown. */
export type Render = (options: RenderOptions) => string | Promise<string>;

/** Prints the answer of a command in the format that was asked for: as one JSON object, or as `render` puts it. */
export async function printAnswer(
  { io: { stdout, env } }: Shell,
  flags: AnswerFlags,
  answer: unknown,
  render: Render,
): Promise<void> {
  const format = formatOf(flags);
  if (format === 'json') return void stdout.write(`${JSON.stringify(answer)}\n`);
  const markdown = format === 'md';
  const { width, color } = renderOptionsOf(stdout, env);
  stdout.write(await render({ width, color: color && !markdown, markdown }));
}
