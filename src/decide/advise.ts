import type { Advisor } from '../advise/advise.js';
import { SextantError } from '../errors.js';
import { pointerOf } from '../issues.js';
import { type ProfileInput, profileSchema } from '../profile/schema.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import { nextTurn } from '../turn.js';
import { advisorFor } from './advisor-for.js';
import { answerOnce, type IdempotentRequest } from './answer-once.js';
import type { Context } from './context.js';
import { adviceRecord, recordContext, store, storeLong } from './record.js';

export interface AdviseRequest {
  readonly profile: ProfileInput;
  /** Slots fixed by the caller. */
  readonly settings?: Partial<Settings>;
  readonly requestId?: string;
  readonly idempotency?: IdempotentRequest | undefined;
}

/**
 * The rules' answer for a profile, recorded.
 * @throws SextantError `profile_invalid`, `settings_invalid`, `idempotency_conflict`, and what the store throws
 */
export const adviseProfile = (context: Context, request: AdviseRequest): Promise<Recommendation> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const advisor = await advisorFor(context);
    const { recommendation, decision, decided } = await advised(context, advisor, request);
    await store(context, advisor.ruleSet, {
      recommendations: [{ recommendation }],
      decisions: [decision],
      before: request.idempotency && ((tx) => keep(tx, recommendation)),
    });
    context.rules?.shadows.observe(context.workspaceId, [decided]);
    return recommendation;
  });

/** What is answered for one of many profiles; the rest is on record under its id. */
export type Advised = Pick<Recommendation, 'id' | 'decisionId' | 'settings' | 'warnings'>;

export interface AdviseManyRequest extends Pick<AdviseRequest, 'requestId' | 'idempotency'> {
  readonly items: readonly Pick<AdviseRequest, 'profile' | 'settings'>[];
}

/** The longest that other work waits for the rules of a batch, in milliseconds. */
const TURN_MS = 5;

/**
 * The rules' answers for many profiles, in their order, recorded all or none.
 * @throws SextantError as `adviseProfile` does
 */
export const adviseProfiles = (context: Context, request: AdviseManyRequest): Promise<readonly Advised[]> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const advisor = await advisorFor(context);
    const answer: Advised[] = [];
    const observed: Made['decided'][] = [];
    async function* parts() {
      for await (const made of adviseInTurns(context, advisor, request)) {
        answer.push(...made.map(({ recommendation }) => inBrief(recommendation)));
        observed.push(...made.map(({ decided }) => decided));
        yield { recommendations: made, decisions: made.map(({ decision }) => decision) };
      }
    }
    await storeLong(context, advisor.ruleSet, { parts: parts(), before: (tx) => keep(tx, answer) });
    context.rules?.shadows.observe(context.workspaceId, observed);
    return answer;
  });

const inBrief = ({ id, decisionId, settings, warnings }: Advised): Advised => ({ id, decisionId, settings, warnings });

/** What each turn made. */
async function* adviseInTurns(
  context: Context,
  advisor: Advisor,
  { items, requestId }: AdviseManyRequest,
): AsyncGenerator<readonly Made[]> {
  let made: Made[] = [];
  let turned = context.clock.elapsed();
  for (const item of items) {
    made.push(await advised(context, advisor, { ...item, ...(requestId && { requestId }) }));
    if (context.clock.elapsed() - turned < TURN_MS) continue;
    yield made;
    made = [];
    await nextTurn();
    turned = context.clock.elapsed();
  }
  if (made.length > 0) yield made;
}

type Made = Awaited<ReturnType<typeof advised>>;

/** The rules' answer and its record. */
async function advised(context: Context, advisor: Advisor, request: AdviseRequest) {
  const parsed = profileSchema.safeParse(request.profile);
  if (!parsed.success) throw invalidProfile(parsed.error.issues);
  const profile = parsed.data;
  const started = context.clock.elapsed();
  const fixed = request.settings ?? {};
  const advice = await advisor.advise(profile, fixed);
  const durationMs = context.clock.elapsed() - started;
  const { name, version, hash } = advisor.ruleSet;
  const id = context.ids('rec');
  const decision = adviceRecord(recordContext(context, advisor.ruleSet, request.requestId ?? null), {
    profile,
    fixed,
    advice,
    recommendationId: id,
    durationMs,
  });
  const recommendation: Recommendation = {
    id,
    decisionId: decision.id,
    createdAt: new Date(decision.occurredAt).toISOString(),
    ruleSet: { name, version, hash },
    profile,
    settings: advice.settings,
    advice: advice.items,
    warnings: [...(advice.settings.warnings ?? [])],
  };
  return { recommendation, decision, decided: { hash, profile, fixed, settings: advice.settings } };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Lines of a message; the rest is counted. */
const MOST_ISSUES = 8;

export function invalidProfile(issues: readonly Issue[]): SextantError {
  const lines = issues.slice(0, MOST_ISSUES).map(({ path, message }) => `  /${path.map(String).join('/')}: ${message}`);
  const more = issues.length > MOST_ISSUES ? [`  and ${issues.length - MOST_ISSUES} more`] : [];
  return new SextantError('profile_invalid', ['The profile is not valid:', ...lines, ...more].join('\n'), {
    hint: 'The smallest legal profile: { "task": "binary", "rows": 1000, "columns": { "numeric": 12 }, "classCounts": { "no": 910, "yes": 90 } }',
    fields: { pointers: issues.map(({ path }) => pointerOf(path)), messages: issues.map(({ message }) => message) },
  });
}
