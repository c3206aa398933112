import { describe, expect, it } from 'vitest';
import { describeLegal } from '../../src/cli/legal-values.js';
import { parseSettings } from '../../src/cli/setting-flags.js';
import { SextantError } from '../../src/errors.js';
import { isCollectSlot, slots } from '../../src/settings/slots.js';

function failure(assignment: string): { message: string; hint: string } {
  try {
    parseSettings([assignment]);
  } catch (error) {
    if (error instanceof SextantError) return { message: error.message, hint: error.hint ?? '' };
  }
  throw new Error(`${assignment} was accepted`);
}

describe('parseSettings', () => {
  it('reads JSON where it can and text elsewhere', () => {
    const schedule = '{"name":"step","decay":0.5,"every":0.25}';
    expect(
      parseSettings(['optimizer=adam', 'learningRate=0.01', 'residual=true', `learningRateSchedule=${schedule}`]),
    ).toEqual({
      optimizer: 'adam',
      learningRate: 0.01,
      residual: true,
      learningRateSchedule: { name: 'step', decay: 0.5, every: 0.25 },
    });
  });

  it('takes null for a setting that may be left unused, and for no other', () => {
    expect(parseSettings(['gradientClipNorm=null'])).toEqual({ gradientClipNorm: null });
    expect(failure('optimizer=null').message).toContain('optimizer cannot be null');
  });

  it('names the legal values', () => {
    expect(failure('optimizer=adm').hint).toMatch(/one of sgd, momentum, .*adam/);
    expect(failure('hiddenLayers=9').hint).toContain('a whole number from 0 to 8');
    expect(failure('dropout=1').hint).toContain('a number from 0 to below 1');
    expect(failure('residual=perhaps').hint).toContain('true or false');
    expect(failure('earlyStopping=5').hint).toContain('patience: a whole number from 1 to 10000');
  });

  it('names the near settings', () => {
    expect(failure('learningrate=0.1').hint).toContain('"learningRate"');
    expect(failure('colour=red').hint).toContain('hiddenActivation');
  });

  it('refuses lists that rules collect, a missing value, and a setting given twice', () => {
    expect(failure('metrics=accuracy').hint).toContain('--metric');
    expect(failure('warnings=x').message).toContain('cannot fix warnings');
    expect(failure('optimizer').message).toContain('slot=value');
    expect(() => parseSettings(['folds=5', 'folds=6'])).toThrow(/folds twice/);
  });
});

describe('describeLegal', () => {
  it('has words for every slot that can be fixed', () => {
    for (const slot of slots.filter((one) => !isCollectSlot(one)))
      expect(describeLegal(slot), slot).not.toMatch(/any value|undefined|\[object/);
  });
});
