import { z } from 'zod';
import { isSameJson } from '../same-json.js';
import { sourceSchema } from '../settings/recommendation.js';

/**
 * A rule set as the trail keeps it. Read with a schema of its own and not with the one that loads rules: that one grows
 * stricter or knows other operators in later versions, and old records must stay readable.
 */

export interface Leaf {
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
}
export type Condition =
  | Leaf
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly condition: string };
export type SharedConditions = Readonly<Record<string, Condition>>;

const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: z.string(), operator: z.string(), value: z.json() }),
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ condition: z.string() }),
  ]),
);

const ruleSchema = z.looseObject({
  id: z.string(),
  slot: z.string(),
  when: conditionSchema.optional(),
  because: z.string(),
  source: sourceSchema,
  priority: z.number().exactOptional(),
  recommend: z.json().exactOptional(),
});
export type RecordedRule = Readonly<z.infer<typeof ruleSchema>>;

export const recordedRuleSetSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  conditions: z.record(z.string(), conditionSchema),
  rules: z.array(ruleSchema),
});

/** What is read of a rule set: a loaded one fits as well as a recorded one. */
export interface RecordedRuleSet {
  readonly name: string;
  readonly version: string;
  readonly conditions: SharedConditions;
  readonly rules: readonly RecordedRule[];
}

/** In the order in which compact traces count them: by UTF-16 code units of the id. */
export const rulesInOrder = ({ rules }: RecordedRuleSet): RecordedRule[] =>
  rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));

type Weighed = Pick<RecordedRule, 'priority' | 'recommend'> | undefined;

/** How a rule loses as a rule: with what it always recommends, to a higher priority. */
export function usualLoss(loser: Weighed, winner: Weighed) {
  if (loser?.recommend === undefined || loser.priority === undefined || winner?.priority === undefined)
    return undefined;
  return { value: loser.recommend, lostBecause: `priority ${loser.priority} is below ${winner.priority}` };
}

/** Whether that is all there is to say of it. */
export function isUsualLoss(
  lost: { readonly value: unknown; readonly lostBecause: string },
  loser: Weighed,
  winner: Weighed,
): boolean {
  const usual = usualLoss(loser, winner);
  return usual !== undefined && lost.lostBecause === usual.lostBecause && isSameJson(lost.value, usual.value);
}

interface NodeBase {
  readonly path: string;
  readonly children: readonly ConditionNode[];
}
/** A condition as it is written, shared ones put in their places; `path` as in a trace. */
export type ConditionNode = NodeBase &
  (
    | { readonly kind: 'leaf'; readonly leaf: Leaf }
    | { readonly kind: 'all' | 'any' | 'not' }
    | { readonly kind: 'shared'; readonly name: string }
  );

/** The tree of a rule's `when`. A shared condition that is missing or contains itself ends without children. */
export function conditionTree(when: Condition, shared: SharedConditions): ConditionNode {
  const build = (at: Condition, path: string, trail: readonly string[]): ConditionNode => {
    const list = (kind: 'all' | 'any', parts: readonly Condition[]): ConditionNode => {
      return { kind, path, children: parts.map((part, index) => build(part, `${path}/${kind}/${index}`, trail)) };
    };
    if ('all' in at) return list('all', at.all);
    if ('any' in at) return list('any', at.any); // a word of json-rules-engine's conditions, as `all` is
    if ('not' in at) return { kind: 'not', path, children: [build(at.not, `${path}/not`, trail)] };
    if (!('condition' in at)) return { kind: 'leaf', path, leaf: at, children: [] };
    const target = trail.includes(at.condition) ? undefined : shared[at.condition];
    const inside = target && build(target, `${path}/condition`, [...trail, at.condition]);
    return { kind: 'shared', path, name: at.condition, children: inside ? [inside] : [] };
  };
  return build(when, '', []);
}

/** Every node, each before its children: the order of a trace. */
export const nodesInOrder = (node: ConditionNode): ConditionNode[] => [node, ...node.children.flatMap(nodesInOrder)];
