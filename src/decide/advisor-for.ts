import type { Advisor } from '../advise/advise.js';
import type { Context } from './context.js';

/** The rules that decide for the caller. A command goes by those that it was given. */
export const advisorFor = ({ rules, workspaceId, advisor }: Context): Promise<Advisor> =>
  rules ? rules.active.advisorOf(workspaceId) : advisor();
