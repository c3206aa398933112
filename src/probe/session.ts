import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import type { DeviceData } from './device-data.js';
import { initialParameters } from './initialize.js';
import type { Members, Program } from './program.js';
import { note, type Run, startRun } from './run.js';
import type { Configuration, ConfigurationResult, Population } from './schema.js';

/** What the members had at their configuration's best epoch. */
interface Best {
  readonly parameters: Tensor;
  readonly outputs: Tensor;
}

export interface Session {
  step(rows: Tensor, step: number, t: number): void;
  evaluate(epoch: number): void;
  isRunning(): boolean;
  least(): number | null;
  dropWorseHalf(): void;
  finish(nextRows: () => Tensor, step: number): ConfigurationResult[];
  dispose(): void;
}

interface SessionOptions {
  readonly tf: Tf;
  readonly data: DeviceData;
  readonly population: Population;
  readonly program: Program;
}

export function createSession({ tf, data, population, program }: SessionOptions): Session {
  const { folds } = data;
  const all = population.configurations.map(startRun);
  let alive = all;
  let members = program.start(initialParameters(population, folds), all.length * folds);
  let best: Best = { parameters: tf.clone(members.parameters), outputs: tf.zeros([all.length * folds, data.validation.rows, data.outputs]) };
  let hasHalved = false;
  const results = new Map<string, ConfigurationResult>();
  const configurationsAlive = (): Configuration[] => alive.map((run) => run.configuration);

  const replaceMembers = (next: Members): void => {
    tf.dispose([members.parameters, ...members.optimizerState, members.clipped]);
    members = next;
  };

  /** Members of the kept runs stay; the others' results are read before their tensors go. */
  const keep = (kept: readonly Run[], step: { nextRows?: () => Tensor; count: number }): void => {
    if (kept.length === alive.length) return;
    for (const run of alive) if (!kept.includes(run)) results.set(run.configuration.id, read(run, step));
    const indices = alive.flatMap((run, c) => (kept.includes(run) ? Array.from({ length: folds }, (_, f) => c * folds + f) : []));
    alive = alive.filter((run) => kept.includes(run));
    if (indices.length === 0) return;
    const index = tf.tensor1d(indices, 'int32');
    const take = (tensor: Tensor): Tensor => tf.gather(tensor, index);
    replaceMembers({
      parameters: take(members.parameters),
      optimizerState: members.optimizerState.map(take),
      clipped: take(members.clipped),
    });
    const shrunk = { parameters: take(best.parameters), outputs: take(best.outputs) };
    tf.dispose([best.parameters, best.outputs, index]);
    best = shrunk;
  };

  const read = (run: Run, { nextRows, count }: { nextRows?: () => Tensor; count: number }): ConfigurationResult => {
    const first = alive.indexOf(run) * folds;
    const rows = <T extends Tensor>(tensor: T): Tensor => tf.slice(tensor, first, folds);
    const parameters = rows(best.parameters);
    const outputs = rows(best.outputs);
    const clipped = tf.tidy(() => tf.mean(rows(members.clipped)).dataSync()[0] ?? 0);
    const result: ConfigurationResult = {
      id: run.configuration.id,
      diverged: run.state === 'diverged',
      curve: { epochs: run.epochs, train: run.train, validation: run.validation },
      chosenEpoch: run.bestEpoch,
      foldLosses: run.foldLosses,
      outOfFold: packOutputs(outputs.dataSync() as Float32Array, data),
      weights: Float32Array.from(parameters.dataSync()),
      clippedShare: count > 0 ? clipped / count : 0,
      deadUnitShare: run.state === 'diverged' ? 0 : program.deadUnitShare(parameters, data.validation),
      gradientNormRatio: nextRows && run.state !== 'diverged' ? normRatio(run, parameters, nextRows) : 1,
    };
    tf.dispose([parameters, outputs]);
    return result;
  };

  const normRatio = (run: Run, parameters: Tensor, nextRows: () => Tensor): number => {
    const rows = nextRows();
    const input = { members: { ...members, parameters }, configurations: [run.configuration], rows, step: 0, t: 1 };
    const norms = program.gradientNorms(input);
    rows.dispose();
    const ratios = norms.map((layers) => (layers[0] ?? 0) / Math.max(layers.at(-1) ?? 0, Number.MIN_VALUE));
    return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  };

  return {
    step(rows, step, t) {
      replaceMembers(program.step({ members, configurations: configurationsAlive(), rows, step, t }));
      rows.dispose();
    },
    evaluate(epoch) {
      const validation = program.evaluate(members.parameters, data.validation);
      const train = program.evaluate(members.parameters, data.trainSample);
      const validationLosses = validation.losses.dataSync();
      const trainLosses = train.losses.dataSync();
      const improved = alive.map((run, c) => {
        const ofRun = (losses: ArrayLike<number>): number[] => Array.from({ length: folds }, (_, f) => losses[c * folds + f] ?? Number.NaN);
        return note(run, { epoch, validation: ofRun(validationLosses), train: ofRun(trainLosses) }, population);
      });
      if (improved.includes(true)) best = mergeBest(tf, best, { members, outputs: validation.outputs, improved, folds });
      tf.dispose([validation.losses, validation.outputs, train.losses, train.outputs]);
      keep(alive.filter((run) => run.state !== 'diverged'), { count: 0 });
    },
    isRunning: () => alive.some((run) => run.state === 'running'),
    least: () => {
      const losses = all.map((run) => run.best).filter(Number.isFinite);
      return losses.length > 0 ? Math.min(...losses) : null;
    },
    dropWorseHalf() {
      if (hasHalved || alive.length < 2) return;
      hasHalved = true;
      const ranked = [...alive].sort((a, b) => a.best - b.best);
      keep(ranked.slice(0, Math.ceil(alive.length / 2)), { count: 0 });
    },
    finish(nextRows, count) {
      for (const run of alive) results.set(run.configuration.id, read(run, { nextRows, count }));
      return all.flatMap((run) => results.get(run.configuration.id) ?? []);
    },
    dispose() {
      replaceMembers({ parameters: tf.zeros([0]), optimizerState: [], clipped: tf.zeros([0]) });
      tf.dispose([members.parameters, members.clipped, best.parameters, best.outputs]);
    },
  };
}

/** Takes the improved configurations' parameters and outputs over; frees what they replace. */
function mergeBest(
  tf: Tf,
  best: Best,
  { members, outputs, improved, folds }: { members: Members; outputs: Tensor; improved: readonly boolean[]; folds: number },
): Best {
  const merged = tf.tidy(() => {
    const flags = improved.flatMap((flag) => new Array<number>(folds).fill(flag ? 1 : 0));
    const mask = tf.tensor2d(flags, [flags.length, 1], 'bool');
    const wide = (shape: readonly number[]): Tensor => tf.logicalAnd(tf.reshape(mask, [flags.length, ...shape.slice(1).map(() => 1)]), tf.ones([...shape], 'bool'));
    return {
      parameters: tf.where(wide(best.parameters.shape), members.parameters, best.parameters),
      outputs: tf.where(wide(best.outputs.shape), outputs, best.outputs),
    };
  });
  tf.dispose([best.parameters, best.outputs]);
  return merged;
}

/** Drops the padding: [folds, rows, outputs] to the validation rows of fold after fold. */
function packOutputs(padded: Float32Array, { validationRows, validation, outputs }: DeviceData): Float32Array {
  const total = validationRows.reduce((sum, { length }) => sum + length, 0);
  const packed = new Float32Array(total * outputs);
  let at = 0;
  validationRows.forEach(({ length }, fold) => {
    const from = fold * validation.rows * outputs;
    packed.set(padded.subarray(from, from + length * outputs), at);
    at += length * outputs;
  });
  return packed;
}
