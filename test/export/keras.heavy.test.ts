import { describe, it } from 'vitest';
import { variants } from '../fixtures/script-variants.js';
import { canRunKeras } from './python.js';
import { kerasRunner } from './run-keras.js';
import { expectScored } from './scored.js';

describe.skipIf(!canRunKeras)('every exported script, run by Keras', () => {
  const run = kerasRunner();

  it.each(variants)('$name trains, scores and saves', { timeout: 300_000 }, (variant) => {
    expectScored(run(variant), variant);
  });
});
