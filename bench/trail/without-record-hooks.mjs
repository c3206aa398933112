/** By the end of a module's address: the head of a function, and what goes in its place with the function under another name. */
const replaced = [
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
];

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
