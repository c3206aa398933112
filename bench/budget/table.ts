import { fixed, markdownTable } from '../common/table.js';
import { allowed, type BudgetResult } from './result.js';

/** Seconds that each budget took, in bold where it is exceeded by more than it may be. */
export const budgetTable = ({ runs }: BudgetResult): string =>
  markdownTable(
    ['rows', 'budget', 'took', 'rows trained on', 'trials', 'told'],
    runs.map(({ rows, budgetSeconds, seconds, trainedRows, trials, told }) => {
      const took = `${fixed(seconds, 1)} s`;
      return [
        String(rows),
        `${budgetSeconds} s`,
        seconds > allowed(budgetSeconds) ? `**${took}**` : took,
        String(trainedRows),
        String(trials),
        told.join(', ') || '-',
      ];
    }),
  );
