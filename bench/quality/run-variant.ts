// Trains a variant of the product on a file and predicts another one. Argument: a Job as JSON.
import { compose } from '../../dist/compose.js';
import type { Context } from '../../dist/decide/context.js';
import type { Model } from '../../dist/decide/model.js';
import { writeTablePredictions } from '../../dist/decide/predict.js';
import { recommend } from '../../dist/decide/recommend.js';
import { readDataset } from '../../dist/profile/read.js';
import { readFeatures } from '../../dist/profile/read-features.js';
import { TARGET } from '../common/data-sets.js';
import type { Job } from './job.js';
import { type Variant, variantOf } from './variants.js';

/** The whole product, or what a variant leaves of it. */
async function trainProduct(context: Context, { fix }: Variant, job: Job): Promise<Model> {
  const read = { file: job.train, target: [TARGET], task: job.task };
  const { profile } = await readDataset(read);
  const { settings } = await (await context.advisor()).advise({ ...profile, budgetSeconds: job.budget });
  const { model } = await recommend(context, {
    ...read,
    seed: job.seed,
    probe: { budgetSeconds: job.budget },
    needsModel: true,
    ...(fix && { settings: fix(settings) }),
  });
  if (!model) throw new Error('nothing was trained');
  return model;
}

const job = JSON.parse(process.argv[2] ?? '') as Job;
const variant = variantOf(job.variant);
const { context: plain, close } = compose({ cwd: job.home, env: {}, flags: { dataDirectory: job.home } });
const context = variant.context?.(plain) ?? plain;
const model = await (variant.train?.(context, job) ?? trainProduct(context, variant, job));
const pool = plain.createPool();
const table = await readFeatures(job.rows, model.schema);
for (const { model: of, file } of job.predictions) {
  const changed = variantOf(of).model?.(model) ?? model;
  await writeTablePredictions(changed, pool, { table, file });
}
pool.close();
await close();
