/**
 * By the end of a module's address: the head of a function, and what goes in its place with the function under another name.
 * @type {Readonly<Record<string, readonly { readonly end: string, readonly head: string, readonly instead: string }[]>>}
 */
const variants = {
  // The line of the decision log stays: made of what a decision came to, its place in the chain and hashes as long as real ones.
  record: [
    {
      end: '/dist/audit/record.js',
      head: 'export async function recordDecisions(',
      instead: `const hash = '0'.repeat(64);
    export const recordDecisions = async (store, log, recording) => {
      await commit(store, { recording: { ...recording, decisions: [] }, drafts: [] });
      const entry = { chainId: recording.workspaceId, seq: 1, payloadHash: hash, entryHash: hash };
      await log.append(recording.decisions.map((record) => ({ record, entry })));
    };
    export async function recordAll(`,
    },
    {
      end: '/dist/audit/new-record.js',
      head: 'export function newRecommendationRecord(',
      instead: `export const newRecommendationRecord = (context, decision) => ({
      ...envelope(context, decision), kind: 'recommendation', facts: {}, trace: { rules: '' },
      outcome: { settings: decidedSettings(decision.items, sharedBy(context.ruleSet)) },
    });
    export function newWholeRecord(`,
    },
  ],
  recordAndLine: [
    {
      end: '/dist/audit/record.js',
      head: 'export async function recordDecisions(',
      instead: `export const recordDecisions = async (store, _log, recording) => {
      await commit(store, { recording: { ...recording, decisions: [] }, drafts: [] });
    };
    export async function recordAll(`,
    },
    {
      end: '/dist/audit/new-record.js',
      head: 'export function newRecommendationRecord(',
      instead: `export const newRecommendationRecord = ({ createId, clock }) => ({ id: createId('dec'), occurredAt: clock.now() });
    export function newWholeRecord(`,
    },
  ],
};

let replaced = variants['record'] ?? [];

/** @param {{ readonly without: string }} data */
export function initialize({ without }) {
  const chosen = variants[without];
  if (chosen === undefined) throw new Error(`no variant ${without}`);
  replaced = chosen;
}

/**
 * @param {string} url
 * @param {import('node:module').LoadHookContext} context
 * @param {(url: string, context: import('node:module').LoadHookContext) => Promise<import('node:module').LoadFnOutput>} nextLoad
 * @returns {Promise<import('node:module').LoadFnOutput>}
 */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  const found = replaced.find(({ end }) => url.endsWith(end));
  if (found === undefined) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined);
  // One that is written otherwise by now would be measured whole.
  if (!source.includes(found.head)) throw new Error(`${url} has no ${found.head}`);
  return { ...loaded, source: source.replace(found.head, found.instead) };
}
