import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attribute, Binding, Handle } from './native-backend.js';
import { type AttributeValue, GRAPH_TAG, type GraphNode, savedGraph } from './saved-graph.js';

export interface GraphOperation {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** Slots. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Of each output. */
  readonly kinds: readonly TensorKind[];
}

export type TensorKind = Pick<Handle, 'shape' | 'dtype'>;

export interface GraphOf {
  readonly operations: readonly GraphOperation[];
  /** The tensor in each slot that no operation writes, by the binding's number: inputs first, then constants. */
  readonly given: ReadonlyMap<number, number>;
  /** How many of them are inputs: others at every run, of the same shapes. */
  readonly inputs: number;
  /** Slots. */
  readonly outputs: readonly number[];
}

/** Operations that TensorFlow runs as one program. */
export interface Graph {
  /** Tensors of the outputs, in their order, whose they are from now on. */
  run(inputs: readonly number[]): Handle[];
  dispose(): void;
}

/**
 * A recording is loaded after so many replays. Loading and the first run take 40 to 65 ms, and each run then saves about 0.7 ms of a step of 20 small
 * networks (two cores of 2.4 GHz): replays have lost then what loading costs, so that at worst twice the least is paid.
 */
export const REPLAYS_TO_LOAD = 80;

/** Shapes, axes and places are part of the program, up to so many; data need not be copied. */
const LARGEST_CONSTANT = 1024;

/** Whose graphs give other last bits, as where TensorFlow has oneDNN's softmax in graphs alone: none is loaded again. */
const inexact = new WeakSet<Binding>();

/**
 * The operations as a graph, which has been run once with what is given and gave the expected tensors to the bit. Undefined where it gives others, or cannot
 * be had, as without a folder to write to.
 */
export function sameGraph(binding: Binding, of: GraphOf, expected: readonly number[]): Graph | undefined {
  if (inexact.has(binding)) return undefined;
  let graph: Graph | undefined;
  try {
    graph = load(binding, of);
    const results = graph.run([...of.given.values()].slice(0, of.inputs));
    const isSame = expected.every(
      (id, i) => results[i] && bytesOf(binding, results[i].id).equals(bytesOf(binding, id)),
    );
    for (const { id } of results) binding.deleteTensor(id);
    if (isSame) return graph;
    inexact.add(binding);
  } catch {
    // Nothing is lost but time: whoever asked has another way.
  }
  graph?.dispose();
  return undefined;
}

/**
 * Has TensorFlow load the operations. They are handed over as a file, which is gone again when this returns.
 * @throws Error when it cannot be written or TensorFlow refuses it
 */
function load(binding: Binding, of: GraphOf): Graph {
  const { nodes, names, constants } = describe(binding, of);
  const folder = mkdtempSync(join(tmpdir(), 'sextant-graph-'));
  let session: number;
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedGraph(nodes));
    session = binding.loadSavedModel(folder, GRAPH_TAG);
  } finally {
    remove(folder);
  }
  return {
    run: (inputs) => binding.runSavedModel(session, [...inputs, ...constants], names.inputs, names.outputs),
    dispose: () => binding.deleteSavedModel(session),
  };
}

/** What stays of a folder that another program holds is a few kilobytes among temporary files. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    // The graph is loaded all the same.
  }
}

interface Description {
  readonly nodes: readonly GraphNode[];
  /** As the binding wants them: joined by commas. */
  readonly names: { readonly inputs: string; readonly outputs: string };
  /** Tensors that are handed over beside the inputs. */
  readonly constants: readonly number[];
}

function describe(binding: Binding, { operations, given, inputs, outputs }: GraphOf): Description {
  const nodes: GraphNode[] = [];
  const sources = new Map<number, string>();
  const sourceOf = (slot: number): string => {
    const source = sources.get(slot);
    if (source === undefined) throw new Error(`nothing is in slot ${slot} of the recording`);
    return source;
  };
  const fed: { readonly slot: number; readonly id: number }[] = [];
  for (const [slot, id] of given) {
    const name = `given${slot}`;
    const kind = kindOf(binding, id);
    const isFed = slot < inputs || !isPartOfProgram(binding, kind);
    if (isFed) fed.push({ slot, id });
    nodes.push(
      isFed
        ? { name, operation: 'Placeholder', inputs: [], attributes: kindAttributes(kind) }
        : { name, operation: 'Const', inputs: [], attributes: constantAttributes(binding, id, kind) },
    );
    sources.set(slot, name);
  }
  operations.forEach((operation, i) => {
    const attributes = operation.attributes.map((one) => ({ name: one.name, value: valueOf(binding, one) }));
    const node = { name: `step${i}`, operation: operation.name, inputs: operation.inputs.map(sourceOf), attributes };
    nodes.push(node);
    operation.outputs.forEach((slot, k) => {
      const left = asItIs(k === 0 ? node.name : `${node.name}:${k}`, slot, operation.kinds[k]);
      nodes.push(left);
      sources.set(slot, left.name);
    });
  });
  const namesOf = (slots: readonly number[]): string => slots.map((slot) => `${sourceOf(slot)}:0`).join(',');
  return {
    nodes,
    names: { inputs: namesOf(fed.map(({ slot }) => slot)), outputs: namesOf(outputs) },
    constants: fed.slice(inputs).map(({ id }) => id),
  };
}

/**
 * What TensorFlow's optimiser looks no further than: it would rewrite what follows one another in other arithmetic (a quotient by a root as a product,
 * factors in another order), whose last bits are others. Running it takes no time and no memory.
 */
const asItIs = (input: string, slot: number, kind: TensorKind | undefined): GraphNode => ({
  name: `left${slot}`,
  operation: 'PlaceholderWithDefault',
  inputs: [input],
  attributes: kindAttributes(kind),
});

function kindAttributes(kind: TensorKind | undefined): GraphNode['attributes'] {
  if (!kind) throw new Error('TensorFlow did not tell what an operation gives');
  return [
    { name: 'dtype', value: { type: kind.dtype } },
    { name: 'shape', value: { shape: kind.shape } },
  ];
}

/** Shape and type of a tensor: the binding tells them of what an operation gives. */
function kindOf(binding: Binding, id: number): Handle {
  const [same] = binding.executeOp('Identity', [], [id], 1);
  if (!same) throw new Error('TensorFlow gave no tensor');
  binding.deleteTensor(same.id);
  return same;
}

/** Real numbers are handed over at every run: those that TensorFlow knows it would fold into others. */
const isPartOfProgram = (binding: Binding, { shape, dtype }: TensorKind): boolean =>
  dtype !== binding.TF_FLOAT && shape.reduce((size, length) => size * length, 1) <= LARGEST_CONSTANT;

function constantAttributes(binding: Binding, id: number, { shape, dtype }: TensorKind): GraphNode['attributes'] {
  return [
    { name: 'dtype', value: { type: dtype } },
    { name: 'value', value: { tensor: { type: dtype, shape, bytes: bytesOf(binding, id) } } },
  ];
}

function bytesOf(binding: Binding, id: number): Buffer {
  const { buffer, byteOffset, byteLength } = binding.tensorDataSync(id);
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** @throws Error for a kind of attribute that no operation here has */
function valueOf(binding: Binding, { name, type, value }: Attribute): AttributeValue {
  if (type === binding.TF_ATTR_TYPE && typeof value === 'number') return { type: value };
  if (type === binding.TF_ATTR_INT && typeof value === 'number') return { int: value };
  if (type === binding.TF_ATTR_FLOAT && typeof value === 'number') return { float: value };
  if (type === binding.TF_ATTR_BOOL && typeof value === 'boolean') return { bool: value };
  if (type === binding.TF_ATTR_STRING && typeof value === 'string') return { string: value };
  throw new Error(`the attribute ${name} is of a kind that a graph does not have here`);
}
