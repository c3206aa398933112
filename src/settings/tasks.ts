import { z } from 'zod';

export const tasks = ['binary', 'multiclass', 'multilabel', 'ordinal', 'regression', 'count', 'proportion'] as const;
export const taskSchema = z.enum(tasks);
export type Task = z.infer<typeof taskSchema>;

const classificationTasks: ReadonlySet<Task> = new Set(['binary', 'multiclass', 'multilabel', 'ordinal']);

/** Tasks whose target is a label, not a quantity. */
export const isClassification = (task: Task): boolean => classificationTasks.has(task);

/** Whether a network has an output for each step between ordered classes, in place of one for each class. */
export const hasSteps = ({ task, loss }: { readonly task: Task | null; readonly loss: string | null }): boolean =>
  task === 'ordinal' && loss === 'ordinalCrossentropy';
