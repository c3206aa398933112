import type { RecommendResult } from '../decide/schema.js';
import type { Application } from './application.js';
import { hasResults } from './progress.js';
import type { Place, RecommendVerbOptions, Verbs } from './verbs.js';
import { loadWriters, writeOutput } from './write-output.js';

/** The verbs in this process. Each loads what it needs and nothing else. */
export function localVerbs({ context, openEarly, close }: Application): Verbs {
  const keys = () => import('../decide/keys.js');
  const contextOf = async ({ workspace }: Place) =>
    workspace === undefined ? context : (await keys()).inWorkspace(context, workspace);
  return {
    advise: async (request) => {
      // Opening takes longer than all the rest, and most of it beside this thread.
      openEarly();
      const { adviseProfile } = await import('../decide/advise.js');
      return adviseProfile(context, request);
    },
    recommend: async (request, options) => {
      const { recommend } = await import('../decide/recommend.js');
      const result = await openingAtAbort(openEarly, options, (onProgress) => {
        const work = recommend(context, request, { signal: options.signal, onProgress });
        // This thread is idle while the training processes start.
        if (options.writesFiles) loadWriters().catch(() => undefined);
        return work;
      });
      return { recommendation: result.recommendation, write: (output) => writeOutput(output, result) };
    },
    listDecisions: async (request) => (await import('../decide/list-decisions.js')).listDecisions(context, request),
    explain: async (id) => (await import('../decide/explain.js')).explain(context, id),
    createKey: async (request) => (await keys()).createKey(context, request),
    listKeys: async ({ limit, ...place }) => (await keys()).listKeys(await contextOf(place), { limit }),
    revokeKey: async ({ id, ...place }) => (await keys()).revokeKey(await contextOf(place), id),
    close,
  };
}

/** The store is opened while a probe that was stopped comes to its end. */
async function openingAtAbort(
  openEarly: () => void,
  { signal, onProgress }: RecommendVerbOptions,
  work: (onProgress: RecommendVerbOptions['onProgress']) => Promise<RecommendResult>,
): Promise<RecommendResult> {
  let isTraining = false;
  const onAbort = (): void => {
    if (isTraining) openEarly();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work((progress) => {
      isTraining ||= hasResults(progress);
      onProgress(progress);
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
