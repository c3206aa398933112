import { describe, expect, it } from 'vitest';
import { createProgressDisplay } from '../../src/cli/progress.js';

const progress = { stage: 'probe', doing: 'learning rates', share: 0.5, secondsLeft: 4 } as const;

/** A display whose clock goes on by `stepMs` a call. */
function display(isTTY: boolean, stepMs: number) {
  const written: string[] = [];
  const stderr = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const io = { stdout: stderr, stderr, env: {}, cwd: '/', signal: new AbortController().signal };
  let now = 0;
  const shown = createProgressDisplay(io, { elapsed: () => (now += stepMs) });
  return { written, shown };
}

describe('progress', () => {
  it('writes plain lines where nobody watches, one a second at the most', () => {
    const { written, shown } = display(false, 100);
    for (let i = 0; i < 21; i++) shown.update(progress);
    shown.end();
    expect(written).toHaveLength(3);
    expect(written[0]).toMatch(/^probe 50% .*learning rates\n$/);
  });

  it('draws one line over and over on a terminal, and removes it at the end', () => {
    const { written, shown } = display(true, 200);
    shown.update(progress);
    shown.update(progress);
    shown.end();
    expect(written).toHaveLength(3);
    expect(written.join('')).not.toContain('\n');
    expect(written[2]).toBe('\r\u001B[2K');
  });
});
