import { createAdvisor } from '../../dist/advise/advise.js';
import { drawProfile } from '../../dist/advise/draw-profile.js';
import { factsIn } from '../../dist/advise/fact-types.js';
import type { RuleSet } from '../../dist/advise/schema.js';
import { factsOf, type FactValue } from '../../dist/profile/facts.js';
import type { Profile } from '../../dist/profile/schema.js';
import { createRandom, type Random } from '../../dist/random.js';
import { type Evidence, evidenceSchema } from '../../dist/settings/evidence.js';
import { isCollectSlot, type Settings, type Slot, slots } from '../../dist/settings/slots.js';
import type { Base } from './base.js';

/** What one decision is about. */
export interface Case {
  readonly profile: Profile;
  readonly evidence: Evidence;
  /** Settings that no rule of the base decides, fixed to what the whole base decides; empty for the whole base. */
  readonly fixed: Partial<Settings>;
  /** For the peers: facts of the profile with the derived ones, the evidence, and every setting as decided. No unknown ones. */
  readonly facts: Readonly<Record<string, NonNullable<FactValue>>>;
}

/** Distinct valid profiles with evidence, the same for every base: equal seeds give equal cases. */
export async function drawCases({ ruleSet }: Base, whole: RuleSet, count: number): Promise<Case[]> {
  const random = createRandom(1, 'bench');
  const advisor = createAdvisor(whole);
  const cases: Case[] = [];
  for (let i = 0; i < count; i++) {
    const profile = drawProfile(random);
    const evidence = drawEvidence(random);
    const { settings } = await advisor.advise(profile);
    const all = { ...factsOf(profile), ...factsIn('settings', settings), ...factsIn('evidence', evidence) };
    cases.push({ profile, evidence, fixed: fixedOf(settings, ruleSet), facts: knownOf(all) });
  }
  return cases;
}

function fixedOf(settings: Settings, { rules }: RuleSet): Partial<Settings> {
  const isOpen = (slot: Slot): boolean => isCollectSlot(slot) || rules.some((rule) => rule.slot === slot);
  const closed = slots.filter((slot) => !isOpen(slot) && settings[slot] !== null);
  return Object.fromEntries(closed.map((slot) => [slot, settings[slot]]));
}

function knownOf(facts: Readonly<Record<string, FactValue>>): Case['facts'] {
  const known: Record<string, NonNullable<FactValue>> = {};
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) known[name] = value;
  return known;
}

/** Valid evidence around the bounds that the diagnosis rules ask for; any of it may be missing. */
function drawEvidence(random: Random): Evidence {
  const share = (): number => random();
  const around = (): number => 2 * random() - 1;
  const gain = (): NonNullable<Evidence['gainOverLinear']> => ({ difference: around(), probabilityOfGain: share() });
  const drawn: Required<Evidence> = {
    trainLoss: share(),
    validationLoss: share(),
    generalizationGap: around(),
    epochsTrained: Math.ceil(300 * random()),
    chosenEpochShare: share(),
    trainSlope: around() / 10,
    validationSlope: around() / 10,
    validationRise: share() / 2,
    descentRate: share(),
    lateNoise: share() / 4,
    foldSpread: share(),
    divergedShare: Math.max(0, around()),
    bestRateAtEdge: (['none', 'low', 'high'] as const)[Math.floor(3 * random())] ?? 'none',
    bestRateNextToDiverged: random() < 0.5,
    clippedShare: share(),
    gradientNormNinetieth: 10 ** (2 * around()),
    deadUnitShare: share(),
    gradientNormRatio: 10 ** (4 * around()),
    fitsTrainPerfectly: random() < 0.2,
    perfectFitShare: share(),
    gainOverConstant: gain(),
    gainOverLinear: gain(),
    gainOverShallower: gain(),
    dataSlope: around(),
    secondsPerEpoch: 10 * share(),
    trialsTried: Math.floor(40 * random()),
    lastKeptSlot: slots[Math.floor(slots.length * random())] ?? 'dropout',
  };
  return evidenceSchema.parse(Object.fromEntries(Object.entries(drawn).filter(() => random() < 0.8)));
}
