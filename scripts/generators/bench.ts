import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResult } from '../../bench/audit/result.js';
import { auditTable } from '../../bench/audit/table.js';
import type { BudgetResult } from '../../bench/budget/result.js';
import { budgetTable } from '../../bench/budget/table.js';
import type { MemoryResult } from '../../bench/memory/result.js';
import { memoryTable } from '../../bench/memory/table.js';
import type { ServiceResult } from '../../bench/service/result.js';
import { serviceTable } from '../../bench/service/table.js';
import type { StepResult } from '../../bench/step/result.js';
import { stepTable } from '../../bench/step/table.js';
import type { TrailResult } from '../../bench/trail/result.js';
import { trailTable } from '../../bench/trail/table.js';
import type { UploadResult } from '../../bench/upload/result.js';
import { uploadTable } from '../../bench/upload/table.js';
import { type Saved, savedResult } from '../../bench/common/results.js';
import type { OptunaResult } from '../../bench/optuna/result.js';
import { optunaTable } from '../../bench/optuna/table.js';
import type { ProcessesResult } from '../../bench/processes/result.js';
import { processesTable } from '../../bench/processes/table.js';
import type { AblationResult, QualityResult } from '../../bench/quality/result.js';
import { ablationTable, qualityTable } from '../../bench/quality/table.js';

const quality = (name: string): string => tableOf<QualityResult>(`quality-${name}`, qualityTable);

/** By the name that bench/README.md gives their place. */
const tables: Readonly<Record<string, () => string>> = {
  step: () => tableOf<StepResult>('step', stepTable),
  memory: () => tableOf<MemoryResult>('memory', memoryTable),
  optuna: () => tableOf<OptunaResult>('optuna', optunaTable),
  'quality-10s': () => quality('10s'),
  'quality-30s': () => quality('30s'),
  'quality-60s': () => quality('60s'),
  'quality-rules': () => quality('rules'),
  'ablation-15s': () => tableOf<AblationResult>('ablation-15s', ablationTable),
  budget: () => tableOf<BudgetResult>('budget', budgetTable),
  service: () => tableOf<ServiceResult>('service', serviceTable),
  audit: () => tableOf<AuditResult>('audit', auditTable),
  trail: () => tableOf<TrailResult>('trail', trailTable),
  upload: () => tableOf<UploadResult>('upload', uploadTable),
  processes: () => tableOf<ProcessesResult>('processes', processesTable),
};

function tableOf<Result>(name: string, table: (result: Result) => string): string {
  const saved = savedResult<Result>(name);
  return saved ? measured(saved, table) : '*Not measured yet.*';
}

const measured = <Result>({ machine, date, result }: Saved<Result>, table: (result: Result) => string): string =>
  `${date}; ${machine}.\n\n${table(result)}`;

/** The benchmarks' page with the tables of what was measured last, between `<!-- table: NAME -->` and `<!-- end -->`. */
export function fillTables(page: string, of: Readonly<Record<string, () => string>> = tables): string {
  return page.replaceAll(
    /(<!-- table: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const table = of[name];
      if (!table) throw new Error(`bench/README.md: there is no table ${name}`);
      return `${start}${table()}\n${end}`;
    },
  );
}

export function files(): Promise<Record<string, string>> {
  const page = readFileSync(join(import.meta.dirname, '../../bench/README.md'), 'utf8');
  return Promise.resolve({ 'bench/README.md': fillTables(page) });
}
