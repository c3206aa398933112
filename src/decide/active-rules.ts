import { type Advisor, createAdvisor } from '../advise/advise.js';
import { rulesInvalid } from '../advise/findings.js';
import { lintRuleSet } from '../advise/lint.js';
import type { RuleSet } from '../advise/schema.js';
import type { Clock } from '../clock.js';
import { SextantError } from '../errors.js';
import type { Store } from '../store/database.js';
import { getRuleChoice, type RuleChoice } from '../store/rule-choice.js';
import { getRuleSetRow } from '../store/rule-sets.js';
import { createRecent } from './recent.js';
import { rulesOf } from './recorded-rules.js';

/** Which rules decide in which workspace, for a process that serves many. */
export interface ActiveRules {
  /** The rules that decide in the workspace. */
  readonly advisorOf: (workspaceId: string) => Promise<Advisor>;
  /** What is known of the workspace's choice without asking the store. */
  readonly known: (workspaceId: string) => RuleChoice | undefined;
  /** After a change of the choice: the next request asks the store. */
  readonly forget: (workspaceId: string) => void;
  readonly close: () => Promise<void>;
}

/** Tells every process of the store that a workspace has chosen anew; the payload is its id. */
export const choiceChannel = 'sextant_rule_choice';

/** How long a choice counts as known where no notification comes. */
const KNOWN_MS = 1_000;
/** Workspaces whose choice is kept in mind. */
const MOST_KNOWN = 10_000;
/** Rule sets that are kept ready, at about half a megabyte each. */
const MOST_READY = 50;

interface Known {
  readonly choice: Promise<RuleChoice>;
  readonly since: number;
  settled?: RuleChoice;
}

export interface ActiveRulesOptions {
  readonly store: UseStore;
  readonly clock: Clock;
  /** The rules that the program brings. */
  readonly advisor: () => Promise<Advisor>;
}

type UseStore = <T>(use: (store: Store) => Promise<T>) => Promise<T>;

export function createActiveRules({ store, clock, advisor }: ActiveRulesOptions): ActiveRules {
  const choices = new Map<string, Known>();
  const ready = createRecent<Advisor>(MOST_READY);
  const forget = (workspaceId: string): void => void choices.delete(workspaceId);
  let listening: Promise<() => Promise<void>> | undefined;
  /** Who cannot listen still learns of a change when its knowledge is old. */
  const listen = async (): Promise<void> => {
    listening ??= store(({ listen: listenTo }) => listenTo(choiceChannel, forget));
    await listening.catch(() => {
      listening = undefined;
    });
  };
  const ask = (workspaceId: string): Known => {
    // Listening comes first: what is chosen after the query is told.
    const choice = listen().then(() => store(({ db }) => getRuleChoice(db, workspaceId)));
    const asked: Known = { choice, since: clock.elapsed() };
    choice.then(
      (settled) => void (asked.settled = settled),
      () => void (choices.get(workspaceId) === asked && choices.delete(workspaceId)),
    );
    if (choices.size >= MOST_KNOWN) choices.clear();
    choices.set(workspaceId, asked);
    return asked;
  };
  return {
    advisorOf: async (workspaceId) => {
      const before = choices.get(workspaceId);
      const isFresh = before !== undefined && clock.elapsed() - before.since < KNOWN_MS;
      const { active } = await (isFresh ? before : ask(workspaceId)).choice;
      if (active === undefined) return advisor();
      return ready.get(active.hash, async () => createAdvisor(usable(await storedRuleSet({ store }, active.hash))));
    },
    known: (workspaceId) => choices.get(workspaceId)?.settled,
    forget,
    close: async () => {
      await (await listening)?.();
    },
  };
}

/** A rule set by its content. */
export async function storedRuleSet({ store }: Pick<ActiveRulesOptions, 'store'>, hash: string): Promise<RuleSet> {
  const row = await store(({ db }) => getRuleSetRow(db, hash));
  if (!row) throw new SextantError('internal', `The rule set ${hash} is not in the store.`);
  return rulesOf(row);
}

/** A later version of the program may know other slots and facts than the one that proved it. */
function usable(ruleSet: RuleSet): RuleSet {
  const findings = lintRuleSet(ruleSet);
  if (findings.length > 0) throw rulesInvalid(`${ruleSet.name} ${ruleSet.version}`, findings);
  return ruleSet;
}
