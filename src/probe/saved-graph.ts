/** A value of an operation's attribute, by its field in TensorFlow's `AttrValue`. */
export type AttributeValue =
  | { readonly string: string }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly type: number }
  | { readonly shape: readonly number[] }
  | { readonly tensor: { readonly type: number; readonly shape: readonly number[]; readonly bytes: Uint8Array } };

/** One operation of a graph. An input is the name of another node, with `:k` for its output k > 0. */
export interface GraphNode {
  readonly name: string;
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly value: AttributeValue }[];
}

/** The tag that a graph is found by. */
export const GRAPH_TAG = 'serve';

/** Version of the graph format that the file says it is written in; libraries read those of versions before their own. */
const PRODUCER = 1087;

/**
 * A graph without variables as TensorFlow reads it from `saved_model.pb`: messages of its saved_model.proto, meta_graph.proto, graph.proto, node_def.proto,
 * attr_value.proto, tensor.proto and tensor_shape.proto, whose field numbers these are.
 */
export function savedGraph(nodes: readonly GraphNode[]): Uint8Array {
  const graph = [...nodes.map((node) => message(1, nodeMessage(node))), message(4, whole(1, PRODUCER))];
  const metaInfo = message(4, Buffer.from(GRAPH_TAG));
  return Buffer.concat([whole(1, 1), message(2, message(1, metaInfo), message(2, ...graph))]);
}

const nodeMessage = ({ name, operation, inputs, attributes }: GraphNode): Buffer =>
  Buffer.concat([
    message(1, Buffer.from(name)),
    message(2, Buffer.from(operation)),
    ...inputs.map((input) => message(3, Buffer.from(input))),
    ...attributes.map((one) => message(5, message(1, Buffer.from(one.name)), message(2, valueField(one.value)))),
  ]);

function valueField(value: AttributeValue): Buffer {
  if ('string' in value) return message(2, Buffer.from(value.string));
  if ('int' in value) return whole(3, value.int);
  if ('float' in value) return real(4, value.float);
  if ('bool' in value) return whole(5, Number(value.bool));
  if ('type' in value) return whole(6, value.type);
  if ('shape' in value) return message(7, shapeFields(value.shape));
  const { type, shape, bytes } = value.tensor;
  return message(8, whole(1, type), message(2, shapeFields(shape)), message(4, Buffer.from(bytes)));
}

const shapeFields = (shape: readonly number[]): Buffer =>
  Buffer.concat(shape.map((size) => message(2, whole(1, size))));

// Protocol Buffers' wire format: a field's number and kind, then its value.

/** Whole numbers; negative ones as 64 bits. */
const whole = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)]);

function real(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([varint((field << 3) | 5), bytes]);
}

function message(field: number, ...parts: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  while (left > 127n) {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  }
  return Buffer.from([...bytes, Number(left)]);
}
