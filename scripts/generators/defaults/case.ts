import type { Advice } from '../../../src/advise/schema.js';
import type { Profile } from '../../../src/profile/schema.js';
import { isClassification, type Task } from '../../../src/settings/tasks.js';

/** One data set of the comparison: its facts, and what the rules say about them. */
export interface Case {
  readonly name: string;
  readonly profile: Profile;
  readonly task: Task;
  readonly advice: Advice;
}

export const classifies = ({ task }: Pick<Case, 'task'>): boolean => isClassification(task);
export const hasCategories = ({ profile }: Pick<Case, 'profile'>): boolean => profile.columns.categorical > 0;
/** Levels of the category that has most; 0 where there is none. */
export const mostLevels = ({ profile }: Pick<Case, 'profile'>): number =>
  hasCategories({ profile }) ? (profile.categories?.max ?? 0) : 0;
