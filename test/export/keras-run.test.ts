import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fewVariants, variantNamed } from '../fixtures/script-variants.js';
import { hostileFolder } from './hostile.js';
import { canRunKeras, kerasPython, runPython } from './python.js';
import { kerasRunner } from './run-keras.js';
import { expectScored } from './scored.js';

describe.skipIf(!canRunKeras)('the exported script, run by Keras', () => {
  const run = kerasRunner();

  it.each(fewVariants)('$name trains, scores and saves', { timeout: 120_000 }, (variant) => {
    expectScored(run(variant), variant);
  });

  it('learns what can be learned', { timeout: 120_000 }, () => {
    const variant = variantNamed('classes-focal');
    const { output } = run({ ...variant, settings: { ...variant.settings, epochs: 30 } });
    expect(Number(/^accuracy (\S+)$/m.exec(output)?.[1]), output).toBeGreaterThan(0.9);
  });

  it('runs nothing of what data hold', { timeout: 120_000 }, async () => {
    const hostile = await hostileFolder('keras');
    const { status, output } = runPython(await kerasPython(), [hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
