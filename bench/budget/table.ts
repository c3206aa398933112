import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import { allowed, type BudgetResult } from './result.js';

/** Seconds that each budget took, the longest in bold where it exceeds the budget by more than it may. */
export const budgetTable = ({ runs }: BudgetResult): string =>
  markdownTable(
    ['rows', 'budget', 'took, median', 'longest', 'rows trained on', 'trials', 'told'],
    runs.map(({ rows, budgetSeconds, seconds, trainedRows, trials, told }) => {
      const longest = Math.max(...seconds);
      const took = `${fixed(longest, 1)} s`;
      return [
        String(rows),
        `${budgetSeconds} s`,
        `${fixed(quantile(seconds, 0.5), 1)} s`,
        longest > allowed(budgetSeconds) ? `**${took}**` : took,
        String(trainedRows),
        String(trials),
        told.join(', ') || '-',
      ];
    }),
  );
