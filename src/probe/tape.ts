import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { type Graph, type GraphOperation, REPLAYS_TO_LOAD, sameGraph } from './graph.js';
import { type Binding, type Handle, type NativeBackend, nativeBackend } from './native-backend.js';

/** Tensors by name; a name that is absent stays absent. */
export type Tensors = Readonly<Partial<Record<string, Tensor>>>;

/** A function of tensors that is run many times. */
export interface Compiled<I extends Tensors, O extends Tensors> {
  /** The inputs stay the caller's, who gets the outputs. */
  run(inputs: I): O;
  dispose(): void;
}

/**
 * Runs `of` once for each set of inputs that are given and their shapes, and notes the operations that it asked TensorFlow for; after
 * that these are called one after the other, without TensorFlow.js between them, and when they were called often they are loaded as one graph
 * that TensorFlow runs by itself. That is the same arithmetic to the bit, in less time (for small tensors TensorFlow.js takes a third of it, and
 * the calls a fifth of the rest) and, from the second call on, in less memory than the first takes, since what nothing reads any more is freed at once
 * (replays least: a graph begins what is ready).
 *
 * `of` must be a function of its inputs. What else it reads counts as constant: numbers stay what they were at the recording, and tensors from outside
 * must live as long as this, must not be assigned anew, and must be no input. It may not read values back, draw random numbers, run another
 * compiled function, or give an input, a constant, or one tensor twice for an output. On other backends it is called every time.
 */
export function compile<I extends Tensors, O extends Tensors>(tf: Tf, of: (inputs: I) => O): Compiled<I, O> {
  const backend = nativeBackend(tf);
  if (!backend) return { run: (inputs) => tf.tidy<O>(() => of(inputs)), dispose: () => undefined };
  const tapes = new Map<string, Tape>();
  return {
    run(inputs) {
      const given = Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [{ name, tensor }] : []));
      const key = given.map(({ name, tensor }) => `${name}:${tensor.dtype}:${tensor.shape.join()}`).join(' ');
      const tensors = given.map(({ tensor }) => tensor);
      const tape = tapes.get(key);
      if (tape) return runAgain(backend, tape, tensors) as O;
      const recorded = record(tf, backend, tensors, () => of(inputs));
      tapes.set(key, recorded.tape);
      return recorded.outputs as O;
    },
    dispose() {
      for (const { owned, graph } of tapes.values()) {
        graph?.dispose();
        for (const id of owned) backend.binding.deleteTensor(id);
      }
      tapes.clear();
    },
  };
}

/** Every tensor of a recording has a slot: first the inputs, then constants and what operations gave, as they came. */
interface Tape {
  readonly operations: readonly Operation[];
  /** The binding's number of the tensor in each slot; those of constants stay. */
  readonly ids: (number | undefined)[];
  readonly outputs: readonly { readonly name: string; readonly slot: number }[];
  /** Constants that were made during the recording, and now are the tape's. */
  readonly owned: readonly number[];
  /** How often it was replayed. */
  replays: number;
  /** What it is run as once it was replayed often. */
  graph?: Graph | undefined;
}

/** Between slots. */
interface Operation extends GraphOperation {
  /** Of its inputs and outputs, those that nothing reads after it. */
  readonly freed: readonly number[];
}

/** Its operations one by one, at first; then as one graph, where TensorFlow takes it and gives the same. */
function runAgain(backend: NativeBackend, tape: Tape, inputs: readonly Tensor[]): Tensors {
  const { graph, outputs } = tape;
  if (graph) {
    try {
      return runGraph({ backend, graph, outputs }, inputs);
    } catch (cause) {
      // The binding keeps the inputs of a run that failed: no second one.
      tape.graph = undefined;
      graph.dispose();
      throw cause;
    }
  }
  const replayed = replay(backend, tape, inputs);
  if (tape.replays++ === REPLAYS_TO_LOAD) tape.graph = graphOf(backend, tape, { inputs: inputs.length, replayed });
  return replayed;
}

interface Replayed {
  readonly inputs: number;
  readonly replayed: Tensors;
}

/** Right after a replay, when a slot has its input or its constant, and all else is gone. */
function graphOf(
  backend: NativeBackend,
  { operations, ids, outputs }: Tape,
  { inputs, replayed }: Replayed,
): Graph | undefined {
  const given = new Map(ids.flatMap((id, slot): [number, number][] => (id === undefined ? [] : [[slot, id]])));
  const expected = backend.getInputTensorIds(outputs.flatMap(({ name }) => replayed[name] ?? []));
  const slots = outputs.map(({ slot }) => slot);
  return sameGraph(backend.binding, { operations, given, inputs, outputs: slots }, expected);
}

interface Loaded extends Pick<Tape, 'outputs'> {
  readonly backend: NativeBackend;
  readonly graph: Graph;
}

function runGraph({ backend, graph, outputs }: Loaded, inputs: readonly Tensor[]): Tensors {
  const results = graph.run(backend.getInputTensorIds(inputs));
  return Object.fromEntries(
    outputs.map(({ name }, i): [string, Tensor] => {
      const handle = results[i];
      if (!handle) throw new Error(`the graph gave no ${name}`);
      return [name, backend.createOutputTensor(handle)];
    }),
  );
}

function replay(backend: NativeBackend, { operations, ids, outputs }: Tape, inputs: readonly Tensor[]): Tensors {
  const { binding } = backend;
  const idOf = (slot: number): number => {
    const id = ids[slot];
    if (id === undefined) throw new Error(`nothing is in slot ${slot} of the recording`);
    return id;
  };
  const free = (slot: number): void => {
    binding.deleteTensor(idOf(slot));
    ids[slot] = undefined;
  };
  backend.getInputTensorIds(inputs).forEach((id, slot) => {
    ids[slot] = id;
  });
  const results = new Map<number, Handle>();
  const isResult = new Set(outputs.map(({ slot }) => slot));
  try {
    for (const { name, attributes, inputs: read, outputs: written, freed } of operations) {
      const made = binding.executeOp(name, attributes, read.map(idOf), written.length);
      written.forEach((slot, i) => {
        ids[slot] = made[i]?.id;
        if (made[i] && isResult.has(slot)) results.set(slot, made[i]);
      });
      freed.forEach(free);
    }
  } catch (cause) {
    for (const { outputs: written } of operations) written.filter((slot) => ids[slot] !== undefined).forEach(free);
    throw cause;
  }
  const given = outputs.map(({ name, slot }): [string, Tensor] => {
    const handle = results.get(slot);
    if (!handle) throw new Error(`the recording gave no ${name}`);
    ids[slot] = undefined;
    return [name, backend.createOutputTensor(handle)];
  });
  return Object.fromEntries(given);
}

interface Recorded {
  readonly tape: Tape;
  readonly outputs: Tensors;
}

/** Runs `of` with the binding listened to. */
function record(tf: Tf, backend: NativeBackend, inputs: readonly Tensor[], of: () => Tensors): Recorded {
  const { binding } = backend;
  const recorder = new Recorder(binding, backend.getInputTensorIds(inputs));
  let outputs: Tensors = {};
  try {
    backend.binding = recorder.listening;
    try {
      outputs = tf.tidy(of);
    } finally {
      backend.binding = binding;
    }
    const named = Object.entries(outputs).flatMap(([name, tensor]) => (tensor ? [{ name, tensor }] : []));
    const ids = backend.getInputTensorIds(named.map(({ tensor }) => tensor));
    return { tape: recorder.tape(ids.map((id, i) => ({ id, name: named[i]?.name ?? '' }))), outputs };
  } catch (cause) {
    tf.dispose(Object.values(outputs).filter((tensor) => tensor !== undefined && !inputs.includes(tensor)));
    recorder.dispose();
    throw cause;
  }
}

/** Notes the operations that an input has a part in; what needs none is done once and for all. */
class Recorder {
  readonly #binding: Binding;
  readonly #slots = new Map<number, number>();
  readonly #operations: Omit<Operation, 'freed'>[] = [];
  /** Slots that differ from run to run. */
  readonly #varying = new Set<number>();
  /** Made while it listened. */
  readonly #made = new Set<number>();
  readonly #owned = new Set<number>();

  constructor(binding: Binding, inputs: readonly number[]) {
    this.#binding = binding;
    if (new Set(inputs).size < inputs.length) throw new RangeError('a tensor stands for two inputs');
    for (const id of inputs) this.#varying.add(this.#slotOf(id));
  }

  /** The binding, overheard. */
  get listening(): Binding {
    const createTensor: Binding['createTensor'] = (...of) => {
      const id = this.#binding.createTensor(...of);
      this.#made.add(id);
      return id;
    };
    // Its properties are read-only; an object that inherits from it can shadow them.
    return Object.create(this.#binding, {
      createTensor: { value: createTensor },
      deleteTensor: { value: (id: number) => this.#delete(id) },
      executeOp: { value: (...of: Parameters<Binding['executeOp']>) => this.#execute(...of) },
    }) as Binding;
  }

  /** @throws Error for an output that a replay could not give */
  tape(results: readonly { readonly name: string; readonly id: number }[]): Tape {
    const isWritten = new Set(this.#operations.flatMap((operation) => operation.outputs));
    const outputs = results.map(({ name, id }) => {
      const slot = this.#slots.get(id);
      if (slot === undefined || !isWritten.has(slot))
        throw new Error(`the output ${name} does not depend on an input, or is one`);
      return { name, slot };
    });
    const kept = new Set(outputs.map(({ slot }) => slot));
    if (kept.size < outputs.length) throw new Error('one tensor stands for two outputs');
    const seen = new Set<number>();
    const operations = this.#operations.toReversed().map((operation): Operation => {
      const freed = [...new Set([...operation.inputs, ...operation.outputs])].filter(
        (slot) => isWritten.has(slot) && !kept.has(slot) && !seen.has(slot),
      );
      freed.forEach((slot) => seen.add(slot));
      return { ...operation, freed };
    });
    const ids = new Array<number | undefined>(this.#slots.size).fill(undefined);
    for (const [id, slot] of this.#slots) if (!this.#varying.has(slot)) ids[slot] = id;
    return { operations: operations.toReversed(), ids, outputs, owned: [...this.#owned], replays: 0 };
  }

  /** Gives up what a recording that failed would have kept. */
  dispose(): void {
    for (const id of this.#owned) this.#binding.deleteTensor(id);
  }

  #slotOf(id: number): number {
    const slot = this.#slots.get(id) ?? this.#slots.size;
    this.#slots.set(id, slot);
    return slot;
  }

  #isVarying(id: number): boolean {
    const slot = this.#slots.get(id);
    return slot !== undefined && this.#varying.has(slot);
  }

  #execute(...[name, attributes, inputs, count]: Parameters<Binding['executeOp']>): Handle[] {
    const results = this.#binding.executeOp(name, attributes, inputs, count);
    for (const { id } of results) this.#made.add(id);
    if (!inputs.some((id) => this.#isVarying(id))) return results;
    const outputs = results.map(({ id }) => this.#slotOf(id));
    for (const slot of outputs) this.#varying.add(slot);
    const kinds = results.map(({ shape, dtype }) => ({ shape, dtype }));
    this.#operations.push({ name, attributes, inputs: inputs.map((id) => this.#slotOf(id)), outputs, kinds });
    return results;
  }

  /** A constant that an operation reads stays, where it was made here. */
  #delete(id: number): void {
    const slot = this.#slots.get(id);
    const isRead = slot !== undefined && !this.#varying.has(slot);
    if (isRead && this.#made.has(id)) this.#owned.add(id);
    else this.#binding.deleteTensor(id);
  }
}
