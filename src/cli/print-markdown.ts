import type { ReportOptions } from '../report/html.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { Shell } from './shell.js';

/** What a command with `--format md` prints of a recommendation: the report. */
export async function printMarkdown(
  { io }: Shell,
  recommendation: Recommendation,
  options: Pick<ReportOptions, 'title' | 'reproduce' | 'reader'>,
): Promise<void> {
  const { renderMarkdown } = await import('../report/markdown.js');
  io.stdout.write(renderMarkdown(recommendation, options));
}
