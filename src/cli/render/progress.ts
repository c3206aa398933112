import type { Progress } from '../../decide/schema.js';
import { plainText } from '../../plain-text.js';
import { formatSeconds } from '../../report/format.js';
import { paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { truncate } from './width.js';

export interface ProgressOptions extends RenderOptions {
  /** Whether the line will be drawn over the last one; otherwise lines are kept, and say their stage. */
  readonly interactive: boolean;
}

const BAR = 24;

/** One line without a line break: the share done, the time left, and what is being tried; never wider than the terminal. */
export function renderProgress(progress: Progress, { width, color, interactive }: ProgressOptions): string {
  const share = Math.min(1, Math.max(0, progress.share));
  const percent = `${String(Math.floor(share * 100)).padStart(3)}%`;
  const left =
    progress.secondsLeft === undefined ? '' : ` ${formatSeconds(Math.max(0, Math.ceil(progress.secondsLeft)))} left`;
  if (!interactive)
    return truncate(`${progress.stage} ${percent.trim()}${left}: ${doing(progress)}`, Math.max(width, 40));
  const { accent, dim } = paletteOf(color);
  const bar = Math.min(BAR, Math.max(0, width - 40));
  const done = Math.round(share * bar);
  const text = truncate(` ${percent}${left}  ${doing(progress)}`, width - bar);
  return accent('█'.repeat(done)) + dim('░'.repeat(bar - done)) + text;
}

/** The result of a trial says more than that it is being tried. */
const doing = ({ doing: activity, event }: Progress): string =>
  plainText(event?.kind === 'trial' ? event.sentence : activity);
