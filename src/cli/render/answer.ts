import type { ReportOptions } from '../../report/html.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { type RecommendationOptions, renderRecommendation } from './recommendation.js';

/** A recommendation as text for a terminal; in Markdown it is the report. */
export async function renderAnswer(
  recommendation: Recommendation,
  report: Pick<ReportOptions, 'title' | 'reproduce' | 'reader'>,
  options: RecommendationOptions,
): Promise<string> {
  if (!options.markdown) return renderRecommendation(recommendation, options);
  const { renderMarkdown } = await import('../../report/markdown.js');
  return renderMarkdown(recommendation, report);
}
