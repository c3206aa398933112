import type { Finding } from '../advise/findings.js';
import { canonicalRuleSet } from '../advise/hash.js';
import type { RuleSet } from '../advise/schema.js';
import type { UploadFinding } from '../advise/upload.js';
import { canonicalize } from '../canonical-json.js';
import { asSextantError, SextantError } from '../errors.js';
import { builtInRuleSetId } from '../ids.js';
import { isDeeperThan } from '../json-depth.js';
import type { Page } from '../page.js';
import type { Database } from '../store/database.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import { getRuleChoice, type RuleChoice } from '../store/rule-choice.js';
import { saveRuleSet } from '../store/rule-sets.js';
import { getShadow, type ShadowCounts } from '../store/shadows.js';
import {
  countWorkspaceRuleSets,
  findWorkspaceRuleSet,
  insertWorkspaceRuleSet,
  listWorkspaceRuleSets,
  type NamedRuleSet,
} from '../store/workspace-rule-sets.js';
import { storedRuleSet } from './active-rules.js';
import { answerOnce, type IdempotentRequest } from './answer-once.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import type { ServiceRules } from './service-rules.js';

/** A rule set of a workspace. Times are milliseconds since the epoch. */
export interface RuleSetEntry {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  /** `builtIn`: what the service brings, which every workspace has. */
  readonly kind: 'builtIn' | 'overlay' | 'whole';
  /** Hash of the rules that it extends. */
  readonly extends: string | null;
  /** How many it has, those that it extends among them. */
  readonly rules: number;
  readonly createdAt: number | null;
  readonly createdBy: string | null;
  readonly status: 'active' | 'shadow' | 'inactive';
}

/** A row, or what the service brings, which has none. */
export type OwnRuleSet = Omit<NamedRuleSet, 'workspaceId' | 'createdAt' | 'createdBy'> & {
  readonly createdAt: number | null;
  readonly createdBy: string | null;
};

export interface ShadowReport extends ShadowCounts {
  /** Hash of the active rule set that it is, or was, compared with. */
  readonly against: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** Rule sets of a workspace at most. */
const MOST_SETS = 1_000;
/** Lists and objects within one another in an upload. */
const MOST_DEPTH = 64;

export function serviceRules({ rules }: Context): ServiceRules {
  if (rules) return rules;
  throw new SextantError('internal', 'Rule sets of a workspace belong to a service.');
}

export interface CreateRuleSetRequest {
  /** JSON; nothing is known of it yet. */
  readonly upload: unknown;
  readonly idempotency?: IdempotentRequest | undefined;
}

export interface CreatedRuleSet {
  readonly entry: RuleSetEntry;
  /** Whether the workspace did not have these rules before. */
  readonly isNew: boolean;
}

/**
 * Keeps a rule set, or an overlay together with the rules that are shipped, once it is linted. Nothing evaluates it yet. The same
 * content is the same rule set.
 * @throws SextantError `rule_set_invalid`, `quota_exceeded`, `queue_full`, `not_ready`, `idempotency_conflict`, and what the store throws
 */
export async function createRuleSet(context: Context, request: CreateRuleSetRequest): Promise<CreatedRuleSet> {
  const { upload, idempotency } = request;
  checkText(upload);
  return answerOnce(context, idempotency, async (keep) => {
    const { checker, base } = serviceRules(context);
    const read = await checker.run('read', { upload, base: await base() });
    if (read === undefined) throw invalid([{ pointer: '', message: 'It takes too long to read.' }]);
    if ('findings' in read) throw invalid(read.findings);
    const { workspaceId } = context;
    return context.store(({ db }) =>
      db.transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId, 'rules');
        const before = await findWorkspaceRuleSet(tx, workspaceId, { hash: read.ruleSet.hash });
        const made = before ?? newRow(context, read.ruleSet);
        const choice = await getRuleChoice(tx, workspaceId);
        const answer = { entry: entryOf(made, choice), isNew: before === undefined };
        if (!before) await checkQuota(tx, workspaceId);
        await keep(tx, answer);
        if (!before) await insert(tx, made, read.ruleSet);
        return answer;
      }),
    );
  });
}

/** Before anything walks it: it must not be nested for ever, and must have a canonical text. */
function checkText(upload: unknown): void {
  if (isDeeperThan(MOST_DEPTH, upload))
    throw invalid([{ pointer: '', message: `Lists and objects may be ${MOST_DEPTH} deep.` }]);
  try {
    canonicalize(upload);
  } catch (error) {
    const { message, fields } = asSextantError(error);
    throw invalid([{ pointer: String(fields['pointer'] ?? ''), message }]);
  }
}

const newRow = (context: Context, { name, version, hash, extends: extended, rules }: RuleSet): NamedRuleSet => ({
  id: context.ids('rst'),
  workspaceId: context.workspaceId,
  name,
  version,
  hash,
  extends: extended ?? null,
  rules: rules.length,
  createdAt: context.clock.now(),
  createdBy: context.actor,
  findings: null,
  provenBy: null,
});

async function insert(tx: Database, { name, version, ...row }: NamedRuleSet, ruleSet: RuleSet): Promise<void> {
  await saveRuleSet(tx, { name, version, hash: row.hash, body: canonicalRuleSet(ruleSet) });
  await insertWorkspaceRuleSet(tx, row);
}

async function checkQuota(tx: Database, workspaceId: string): Promise<void> {
  if ((await countWorkspaceRuleSets(tx, workspaceId)) < MOST_SETS) return;
  throw new SextantError('quota_exceeded', `The workspace has ${MOST_SETS} rule sets, and that is the most.`, {
    hint: 'Use one of them, or another workspace.',
  });
}

const invalid = (findings: readonly UploadFinding[]): SextantError =>
  new SextantError(
    'rule_set_invalid',
    findings.length === 1
      ? 'One thing is wrong with the rule set.'
      : `${findings.length} things are wrong with the rule set.`,
    {
      hint: 'Mend each place. `sextant rules lint` finds the same on your machine.',
      fields: {
        pointers: findings.map(({ pointer }) => pointer),
        messages: findings.map(({ message }) => message),
      },
    },
  );

/** What the service brings, as an entry of every workspace. */
async function builtIn({ advisor }: Context): Promise<OwnRuleSet> {
  const { ruleSet } = await advisor();
  const { name, version, hash, rules } = ruleSet;
  const unknown = { createdAt: null, createdBy: null, findings: null, provenBy: null };
  return {
    id: builtInRuleSetId,
    name,
    version,
    hash,
    extends: ruleSet.extends ?? null,
    rules: rules.length,
    ...unknown,
  };
}

/** @throws SextantError `not_found`, and what the store throws */
export async function findOwn(context: Context, id: string): Promise<OwnRuleSet> {
  if (id === builtInRuleSetId) return builtIn(context);
  const found = await context.store(({ db }) => findWorkspaceRuleSet(db, context.workspaceId, { id }));
  if (found) return found;
  throw notFound('rule set', id);
}

/** The rules themselves. */
export const contentOf = async (context: Context, { id, hash }: Pick<OwnRuleSet, 'id' | 'hash'>): Promise<RuleSet> =>
  id === builtInRuleSetId ? (await context.advisor()).ruleSet : storedRuleSet(context, hash);

/** Id of the rule set that decides. */
export const activeIdOf = ({ active }: RuleChoice): string => active?.id ?? builtInRuleSetId;

export function entryOf(own: OwnRuleSet, choice: RuleChoice): RuleSetEntry {
  const { id, name, version, hash, extends: extended, rules, createdAt, createdBy } = own;
  const kind = id === builtInRuleSetId ? 'builtIn' : extended === null ? 'whole' : 'overlay';
  const status = id === activeIdOf(choice) ? 'active' : id === choice.shadow?.id ? 'shadow' : 'inactive';
  return { id, name, version, hash, kind, extends: extended, rules, createdAt, createdBy, status };
}

/** Where an entry stands in the list: what the service brings was there before all others. */
export const placeOf = ({ createdAt, id }: RuleSetEntry) => ({ at: createdAt ?? 0, id });

/** Rule sets of the workspace, newest first; the last one is what the service brings. */
export async function listRuleSets(context: Context, page: Page): Promise<RuleSetEntry[]> {
  const { workspaceId } = context;
  const [rows, choice] = await context.store(async ({ db }) => [
    await listWorkspaceRuleSets(db, { ...page, workspaceId }),
    await getRuleChoice(db, workspaceId),
  ]);
  const isLast = rows.length < page.limit && page.before?.id !== builtInRuleSetId;
  return [...rows, ...(isLast ? [await builtIn(context)] : [])].map((row) => entryOf(row, choice));
}

export interface RuleSetDetails {
  readonly entry: RuleSetEntry;
  readonly content: Pick<RuleSet, 'conditions' | 'rules'>;
  /** What its proof found; null where this version of Sextant has not looked. */
  readonly findings: readonly Finding[] | null;
  /** What came of it as a candidate; null where it never was one. */
  readonly shadow: ShadowReport | null;
}

/** @throws SextantError `not_found`, and what the store throws */
export async function getRuleSet(context: Context, id: string): Promise<RuleSetDetails> {
  const own = await findOwn(context, id);
  const { conditions, rules } = await contentOf(context, own);
  const { workspaceId, versions } = context;
  const [choice, shadow] = await context.store(async ({ db }) => [
    await getRuleChoice(db, workspaceId),
    await getShadow(db, { workspaceId, ruleSetId: id }),
  ]);
  return {
    entry: entryOf(own, choice),
    content: { conditions, rules },
    findings: own.provenBy === versions.app ? (own.findings as readonly Finding[]) : null,
    shadow: shadow ? reportOf(shadow) : null,
  };
}

function reportOf(of: ShadowReport): ShadowReport {
  const { against, startedAt, endedAt, decisions, different, failed, skipped, bySlot } = of;
  return { against, startedAt, endedAt, decisions, different, failed, skipped, bySlot };
}
