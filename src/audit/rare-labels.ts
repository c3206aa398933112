import type { Profile } from '../profile/schema.js';

/**
 * A profile for the record: labels of classes with fewer rows are `redacted 1`, `redacted 2`, ... Their counts stay, which is all
 * that rules see of them, so that the decision can be replayed.
 */
export function withoutRareLabels(profile: Profile, below: number): Profile {
  const { classCounts } = profile;
  if (classCounts === undefined) return profile;
  const labels = Object.keys(classCounts);
  if (!labels.some((label) => isRare(classCounts, label, below))) return profile;
  const taken = new Set(labels);
  let last = 0;
  const nameless = (): string => {
    do last += 1;
    while (taken.has(`redacted ${last}`));
    return `redacted ${last}`;
  };
  const shown = labels.map((label) => [
    isRare(classCounts, label, below) ? nameless() : label,
    classCounts[label] ?? 0,
  ]);
  return { ...profile, classCounts: Object.fromEntries(shown) as Profile['classCounts'] & object };
}

const isRare = (counts: Readonly<Record<string, number>>, label: string, below: number): boolean =>
  (counts[label] ?? 0) < below;
