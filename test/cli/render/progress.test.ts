import { describe, expect, it } from 'vitest';
import { renderProgress } from '../../../src/cli/render/progress.js';
import { displayWidth } from '../../../src/cli/render/width.js';
import type { Progress } from '../../../src/decide/schema.js';

const progress: Progress = { stage: 'probe', doing: 'trying dropout 0.3 on 15 folds', share: 0.42, secondsLeft: 17.2 };

describe('renderProgress', () => {
  it('is a bar with the share, the time left and what is being tried', () => {
    expect(renderProgress(progress, { width: 80, color: false, interactive: true })).toBe(
      '██████████░░░░░░░░░░░░░░  42% 18 s left  trying dropout 0.3 on 15 folds',
    );
  });

  it('is a plain line where lines are kept', () => {
    expect(renderProgress(progress, { width: 80, color: false, interactive: false })).toBe(
      'probe 42% 18 s left: trying dropout 0.3 on 15 folds',
    );
  });

  it('tells the result of a trial in its own sentence', () => {
    const trial = { id: 'trl_1', parentId: null, settings: {}, because: 'x.y', score: 0.5, kept: true };
    const line = renderProgress(
      { ...progress, event: { kind: 'trial', trial, sentence: 'dropout 0.3 kept: +0.013' } },
      { width: 80, color: false, interactive: true },
    );
    expect(line).toMatch(/ {2}dropout 0\.3 kept: \+0\.013$/);
  });

  it.each([10, 30, 40, 50, 80])('is one line of at most %d columns, whatever is being tried', (width) => {
    const doing = `体重\n${'long '.repeat(40)}\u001B[2J`;
    for (const share of [-1, 0, 0.5, 1, 7]) {
      const line = renderProgress({ stage: 'probe', doing, share }, { width, color: false, interactive: true });
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(line).not.toMatch(/\p{Cc}/u);
    }
  });

  it('colours the bar alone', () => {
    const line = renderProgress(progress, { width: 80, color: true, interactive: true });
    expect(line.replaceAll('\u001B', '~')).toMatch(/^~\[36m█+~\[39m~\[2m░+~\[22m {2}42%/);
  });
});
