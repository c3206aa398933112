import { embeddedSize, embeddingDefaults, isNormalized, isTangent, rateFactors } from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import { heldBy, slowRate } from '../held.js';

/** A class of the script: what it has, how it is made, and what it computes of `x`. */
interface LayerParts {
  readonly name: string;
  readonly comment: string;
  /** Names of what its configuration holds. */
  readonly options: readonly string[];
  readonly build: readonly string[];
  readonly call: readonly string[];
  /** Width of what it gives; that of its input where absent. */
  readonly width?: string;
}

function layerClass({ name, comment, options, build, call, width }: LayerParts): string {
  const own = options.map((option) => `${option}: this.${option}`).join(', ');
  return [
    `/** ${comment} */`,
    `class ${name} extends tf.layers.Layer {`,
    `  static className = "${name}";`,
    '',
    '  constructor(config) {',
    '    super(config);',
    ...options.map((option) => `    this.${option} = config.${option};`),
    '  }',
    '',
    '  build(shape) {',
    '    const width = shape.at(-1);',
    ...build.map((line) => `    ${line}`),
    '    super.build(shape);',
    '  }',
    '',
    ...(width === undefined
      ? []
      : ['  computeOutputShape(shape) {', `    return [...shape.slice(0, -1), ${width}];`, '  }', '']),
    '  call(inputs) {',
    '    return tf.tidy(() => {',
    '      const x = Array.isArray(inputs) ? inputs[0] : inputs;',
    ...call.map((line) => `      ${line}`),
    '    });',
    '  }',
    '',
    '  getConfig() {',
    `    return { ...super.getConfig()${own === '' ? '' : `, ${own}`} };`,
    '  }',
    '}',
    `tf.serialization.registerClass(${name});`,
  ].join('\n');
}

const weight = (name: string, shape: string, initializer: string): string =>
  `this.${name} = this.addWeight("${name}", ${shape}, "float32", ${initializer});`;
const constant = (value: string): string => `tf.initializers.constant({ value: ${value} })`;
const normal = (deviation: string, seed: string): string =>
  `tf.initializers.randomNormal({ mean: 0, stddev: ${deviation}, seed: ${seed} })`;

const tangentDense = (held: string): string =>
  layerClass({
    name: 'TangentDense',
    comment:
      'Neural tangent parametrization: x W / sqrt(inputs) + b with a standard normal W, b learned at 0.1 of the rate.',
    options: ['units', 'seed', 'startsAtZero', 'hasBias'],
    width: 'this.units',
    build: [
      'const zeros = tf.initializers.zeros();',
      weight('kernel', '[width, this.units]', `this.startsAtZero ? zeros : ${normal('1', 'this.seed')}`),
      `if (this.hasBias) ${weight('bias', '[this.units]', `this.startsAtZero ? zeros : ${normal(`1 / (${held})`, 'this.seed + 1000')}`)}`,
    ],
    call: [
      'const sums = x.matMul(this.kernel.read()).div(Math.sqrt(x.shape.at(-1)));',
      `return this.hasBias ? sums.add(this.bias.read().mul(${held})) : sums;`,
    ],
  });

const tangentAffine = (held: string): string =>
  layerClass({
    name: 'TangentAffine',
    comment: 'A gain and a bias for each normalised unit, learned at 0.1 of the rate.',
    options: ['seed'],
    build: [
      weight('gain', '[width]', constant(`1 / (${held})`)),
      weight('bias', '[width]', normal(`1 / (${held})`, 'this.seed + 1000')),
    ],
    call: [`return this.gain.read().mul(x).add(this.bias.read()).mul(${held});`],
  });

const inputScale = (held: string): string =>
  layerClass({
    name: 'InputScale',
    comment: 'A factor for each input, learned at six times the rate.',
    options: [],
    build: [weight('factor', '[width]', constant(`1 / (${held})`))],
    call: [`return x.mul(this.factor.read()).mul(${held});`],
  });

const parametric = (held: string): string =>
  layerClass({
    name: 'Parametric',
    comment: 'Blends each unit with its activation, by a share that is learned and starts at one.',
    options: [],
    build: [weight('share', '[width]', constant(`1 / (${held})`))],
    call: [`return x.add(this.share.read().mul(${held}).mul(hiddenActivation(x).sub(x)));`],
  });

const periodic = (held: string): string =>
  layerClass({
    name: 'PeriodicEmbedding',
    comment: 'Beside the inputs, of each of the first numbers a few mixed cosines: W cos(2 pi f x + p) + c.',
    options: ['numbers', 'size', 'sigma', 'seed'],
    width: 'shape.at(-1) + this.numbers * this.size',
    build: [
      `const waves = [this.numbers, ${embeddingDefaults.frequencies}];`,
      `const uniform = (bound, seed) => tf.initializers.randomUniform({ minval: -bound / (${held}), maxval: bound / (${held}), seed });`,
      `const edge = ${embeddingDefaults.frequencies} ** -0.5;`,
      weight('frequency', 'waves', normal(`this.sigma / (${held})`, 'this.seed')),
      weight('phase', 'waves', 'uniform(Math.PI, this.seed + 1)'),
      weight('mix', '[...waves, this.size]', 'uniform(edge, this.seed + 2)'),
      weight('offset', '[this.numbers, this.size]', 'uniform(edge, this.seed + 3)'),
    ],
    call: [
      'const numbers = x.slice([0, 0], [-1, this.numbers]).expandDims(2);',
      `const angles = numbers.mul(this.frequency.read()).mul(2 * Math.PI).add(this.phase.read()).mul(${held});`,
      'const sums = angles.cos().transpose([1, 0, 2]).matMul(this.mix.read()).transpose([1, 0, 2]);',
      `const mixed = sums.add(this.offset.read()).mul(${held});`,
      'return tf.concat([x, mixed.reshape([-1, this.numbers * this.size])], 1);',
    ],
  });

export const usesWaves = (settings: Settings, numbers: number): boolean => embeddedSize(settings) > 0 && numbers > 0;

/** The layers that TensorFlow.js does not have and the settings ask for. */
export function ownLayers(settings: Settings, numbers: number): string[] {
  const slow = heldBy(slowRate(settings), settings);
  const tangent = isTangent(settings.initializer);
  return [
    ...(tangent ? [tangentDense(slow)] : []),
    ...(tangent && isNormalized(settings) ? [tangentAffine(slow)] : []),
    ...(usesWaves(settings, numbers) ? [periodic(slow)] : []),
    ...(settings.inputScale === true ? [inputScale(heldBy(rateFactors.inputScale, settings))] : []),
    ...(settings.activationParametric === true && (settings.hiddenLayers ?? 0) > 0 ? [parametric(slow)] : []),
  ];
}
