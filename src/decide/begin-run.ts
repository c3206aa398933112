import type { Advisor } from '../advise/advise.js';
import { checkTransform } from '../prepare/encode-target.js';
import type { Dataset } from '../profile/read.js';
import type { Profile } from '../profile/schema.js';
import { readOthers } from './other-files.js';
import { createReporter } from './progress.js';
import type { Advised, RunContext } from './run.js';
import type { RecommendOptions, RecommendRequest } from './schema.js';
import { trainable } from './trainable.js';

export interface Beginning {
  readonly context: RunContext;
  readonly request: RecommendRequest;
  readonly options: RecommendOptions;
  readonly advisor: Advisor;
  readonly dataset: Dataset;
  readonly profile: Profile;
}

/**
 * What the rules say of a dataset that was read, and what its training will need; and the milliseconds that the rules took.
 * @throws settings_invalid where a setting is none for the target, and the input errors of the other files
 */
export async function beginRun(of: Beginning): Promise<{ readonly run: Advised; readonly adviceMs: number }> {
  const { context, request, options, advisor, dataset, profile } = of;
  const asked = context.clock.elapsed();
  const advice = await advisor.advise(profile, request.settings ?? {});
  const adviceMs = context.clock.elapsed() - asked;
  checkTransform(dataset.table.target, advice.settings);
  const others = await readOthers(request, dataset, {
    task: advice.settings.task,
    limits: context.limits.table,
  });
  const reporter = createReporter(options, request.probe);
  return { run: { ...of, advice, others, trainable: trainable(advice.settings), reporter }, adviceMs };
}
