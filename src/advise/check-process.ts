import type { CheckName, CheckReply, CheckRequest, Checks } from './check-messages.js';
import { compareRuleSets } from './compare.js';
import { diffRuleSets } from './diff.js';
import { lintThoroughly } from './lint.js';
import { tryOut } from './try-out.js';
import { readUpload } from './upload.js';

/** The process in which one rule set of others is looked at. Whoever started it ends it when it takes too long. */

type Work = { readonly [K in CheckName]: (input: Checks[K]['input']) => Promise<Checks[K]['answer']> };

const work: Work = {
  read: ({ upload, base }) => Promise.resolve(readUpload(upload, base)),
  prove: async ({ ruleSet }) => {
    const findings = await lintThoroughly(ruleSet);
    return findings.length > 0 ? findings : tryOut(ruleSet);
  },
  diff: ({ before, after }) => Promise.resolve(diffRuleSets(before, after)),
  compare: ({ before, after, asked }) => compareRuleSets(before, after, asked),
};

async function replyTo<K extends CheckName>({ check, input }: CheckRequest<K>): Promise<CheckReply> {
  try {
    return { answer: await work[check](input) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.once('message', (request: CheckRequest) => {
  void replyTo(request).then((reply) => process.send?.(reply, undefined, undefined, () => process.disconnect()));
});
process.on('disconnect', () => process.exit());
