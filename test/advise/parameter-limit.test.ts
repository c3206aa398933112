import { describe, expect, it } from 'vitest';
import { drawProfile } from '../../src/advise/draw-profile.js';
import { factsOf } from '../../src/profile/facts.js';
import { type Profile, profileSchema } from '../../src/profile/schema.js';
import { createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { advisor } from './built-in.js';

/** Weights and biases, layer by layer, with an input for every level. */
function parametersOf(inputs: number, { hiddenLayers, hiddenUnits, outputUnits }: Settings, wider = 0): number {
  const sizes = [
    inputs,
    ...Array.from({ length: hiddenLayers ?? 0 }, () => (hiddenUnits ?? 0) + wider),
    outputUnits ?? 0,
  ];
  return sizes.slice(1).reduce((sum, outputs, layer) => sum + ((sizes[layer] ?? 0) + 1) * outputs, 0);
}

const codesOf = ({ warnings }: Settings): string[] =>
  (warnings ?? []).map(({ code }) => code).filter((code) => code.startsWith('parameter_limit'));

const random = createRandom(5, 'limits');
const profiles: readonly Profile[] = Array.from({ length: 800 }, () => {
  const profile = drawProfile(random);
  return profileSchema.parse({
    ...profile,
    modality: 'table',
    constraints: { maxParameters: Math.round(10 ** (7 * random())) },
  });
});

describe('a limit of parameters', () => {
  it('holds, or a warning says that it cannot', async () => {
    const seen = { held: 0, exceeded: 0, unchecked: 0 };
    for (const profile of profiles) {
      const { settings } = await advisor.advise(profile);
      const inputs = Number(factsOf(profile)['inputs']);
      const most = profile.constraints?.maxParameters ?? 0;
      const codes = codesOf(settings);
      if (Number.isNaN(inputs) || settings.outputUnits === null) {
        expect(codes).toEqual(['parameter_limit_unchecked']);
        seen.unchecked += 1;
      } else if (parametersOf(inputs, settings) > most) {
        expect(codes).toEqual(['parameter_limit_exceeded']);
        expect(settings.hiddenUnits).toBe(1);
        seen.exceeded += 1;
      } else {
        expect(codes).toEqual([]);
        seen.held += 1;
      }
    }
    expect(Math.min(seen.held, seen.exceeded, seen.unchecked)).toBeGreaterThan(50);
  });

  it('is used as far as the usual widths go', async () => {
    for (const profile of profiles) {
      const { settings } = await advisor.advise(profile);
      const inputs = Number(factsOf(profile)['inputs']);
      const free = await advisor.advise({ ...profile, constraints: {} });
      if (Number.isNaN(inputs) || settings.outputUnits === null || settings.hiddenUnits === null) continue;
      expect(settings.hiddenUnits).toBeLessThanOrEqual(free.settings.hiddenUnits ?? 0);
      if (settings.hiddenUnits < (free.settings.hiddenUnits ?? 0))
        expect(parametersOf(inputs, settings, 1)).toBeGreaterThan(profile.constraints?.maxParameters ?? 0);
    }
  });

  const small = profileSchema.parse({
    task: 'binary',
    rows: 2000,
    columns: { numeric: 10 },
    constraints: { maxParameters: 5000 },
  });

  it.each<[string, Partial<Settings>, string[]]>([
    ['layers that are fixed', { hiddenLayers: 3 }, []],
    ['a width that is fixed', { hiddenUnits: 512 }, ['parameter_limit_exceeded']],
    ['bins', { numericEmbedding: { kind: 'piecewiseLinear', size: 16 } }, ['parameter_limit_exceeded']],
    ['cosines', { numericEmbedding: { kind: 'periodic', size: 4 } }, ['parameter_limit_exceeded']],
    ['learned shares', { hiddenUnits: 40, hiddenLayers: 3, activationParametric: true }, []],
    ['a linear network', { hiddenLayers: 0 }, []],
  ])('counts %s', async (_what, fixed, codes) => {
    expect(codesOf((await advisor.advise(small, fixed)).settings)).toEqual(codes);
  });

  it('counts the vectors of categories, of which the spare one of a column', async () => {
    const profile = profileSchema.parse({
      ...small,
      columns: { categorical: 1 },
      categories: { max: 40, total: 40 },
      // 41 vectors of 8, 8 weights of each of 4 units, and 4 + 4 + 1 behind.
      constraints: { maxParameters: 41 * 8 + 8 * 4 + 9 },
    });
    const fixed: Partial<Settings> = {
      hiddenLayers: 1,
      hiddenUnits: 4,
      categoricalEncoding: { oneHotUpTo: 39, embeddingSize: 8, maxLevels: 100 },
    };
    expect(codesOf((await advisor.advise(profile, fixed)).settings)).toEqual([]);
    const tighter = { ...profile, constraints: { maxParameters: 41 * 8 + 8 * 4 + 8 } };
    expect(codesOf((await advisor.advise(tighter, fixed)).settings)).toEqual(['parameter_limit_exceeded']);
  });
});
