import type { Context } from '../decide/context.js';
import type { RecommendResult } from '../decide/schema.js';
import type { Application } from './application.js';
import { hasResults } from './progress.js';
import type {
  LinesRequest,
  Place,
  RecommendVerbOptions,
  RuleSetVerbs,
  TrailPlace,
  TrailVerbs,
  Verbs,
} from './verbs.js';
import { loadWriters, writeOutput } from './write-output.js';

/** The verbs in this process. Each loads what it needs and nothing else. */
export function localVerbs(application: Application): Verbs {
  const { context, openEarly, close } = application;
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
    writeDecisions: (request) => writeDecisions(context, request),
    explain: async (id) => (await import('../decide/explain.js')).explain(context, id),
    override: async (request) => {
      const { overrideSetting } = await import('../decide/override-setting.js');
      return overrideSetting(context, { ...request, requestId: null });
    },
    evidence: async () => (await import('../decide/rule-evidence.js')).listRuleEvidence(context),
    replay: async (request) => (await import('../decide/replay.js')).replay(context, request),
    simulate: async (request) => (await import('../decide/simulate.js')).simulate(context, request),
    counterfactuals: async (request) => {
      const { counterfactualsOf } = await import('../decide/counterfactuals.js');
      const { evaluations: _, ...flips } = await counterfactualsOf(context, request);
      return flips;
    },
    ruleSets: localRuleSets(application),
    trail: localTrail(context),
    createKey: async (request) => (await keys()).createKey(context, request),
    listKeys: async ({ limit, ...place }) => (await keys()).listKeys(await inPlace(context, place), { limit }),
    revokeKey: async ({ id, ...place }) => (await keys()).revokeKey(await inPlace(context, place), id),
    close,
  };
}

async function writeDecisions(context: Context, { format, write, ...request }: LinesRequest): Promise<void> {
  const { eachPage } = await import('../decide/list-decisions.js');
  const { head, lineOf } = (await import('../decide/decision-lines.js')).lineFormats[format];
  write(head);
  await eachPage(context, request, (entries) => {
    write(entries.map(lineOf).join(''));
    return Promise.resolve();
  });
}

const keys = () => import('../decide/keys.js');

const inPlace = async (context: Context, { workspace }: Place): Promise<Context> =>
  workspace === undefined ? context : (await keys()).inWorkspace(context, workspace);

function localRuleSets({ withRules }: Application): RuleSetVerbs {
  const sets = () => import('../decide/rule-sets.js');
  const choosing = () => import('../decide/choose-rule-set.js');
  const requestId = null;
  return {
    list: () => withRules(async (context) => (await sets()).listRuleSets(context, { limit: MOST_LISTED })),
    create: (upload) => withRules(async (context) => (await sets()).createRuleSet(context, { upload })),
    get: (id) => withRules(async (context) => (await sets()).getRuleSet(context, id)),
    activate: (id) => withRules(async (context) => (await choosing()).activateRuleSet(context, { id, requestId })),
    startShadow: (id) => withRules(async (context) => (await choosing()).startShadow(context, { id, requestId })),
    stopShadow: (id) => withRules(async (context) => (await choosing()).stopShadow(context, { id, requestId })),
    diff: (request) =>
      withRules(async (context) => (await import('../decide/diff-rule-sets.js')).diffRuleSets(context, request)),
  };
}

/** More than a workspace may have. */
const MOST_LISTED = 10_000;

function localTrail(context: Context): TrailVerbs {
  const placed = async ({ service, workspace }: TrailPlace): Promise<Context> =>
    service ? (await import('../decide/audit.js')).ofService(context) : inPlace(context, { workspace });
  return {
    export: async ({ service, workspace, ...request }) =>
      (await import('../decide/audit.js')).exportAudit(await placed({ service, workspace }), request),
    verify: async ({ service, workspace, ...request }) =>
      (await import('../decide/audit.js')).verifyAudit(await placed({ service, workspace }), request),
    verifyAll: async (request) => (await import('../decide/verify-chains.js')).verifyChains(context, request),
    erase: async ({ service, workspace, ...request }) =>
      (await import('../decide/erase-decision.js')).eraseDecision(await placed({ service, workspace }), request),
    prune: async ({ service, workspace, ...request }) =>
      (await import('../decide/prune-trail.js')).pruneTrail(await placed({ service, workspace }), request),
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
