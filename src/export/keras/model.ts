import type { Settings } from '../../settings/slots.js';
import type { Plan } from './plan.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const activations: { readonly [A in Of<'hiddenActivation'>]: string } = {
  relu: 'layers.ReLU()',
  leakyRelu: 'layers.LeakyReLU(negative_slope=0.3)',
  tanh: 'layers.Activation("tanh")',
  sigmoid: 'layers.Activation("sigmoid")',
  elu: 'layers.Activation("elu")',
  selu: 'layers.Activation("selu")',
  silu: 'layers.Activation("silu")',
  gelu: 'layers.Activation("gelu")',
  mish: 'layers.Activation("mish")',
};

const initializers: { readonly [I in Of<'initializer'>]: string } = {
  heNormal: 'HeNormal',
  glorotUniform: 'GlorotUniform',
  lecunNormal: 'LecunNormal',
  ntk: 'HeNormal',
  dataDriven: 'HeNormal',
};

const normalizations: { readonly [N in Of<'normalization'>]: string | null } = {
  none: null,
  batch: 'layers.BatchNormalization()',
  layer: 'layers.LayerNormalization()',
};

const INPUT_SCALE = `@keras.saving.register_keras_serializable()
class InputScale(layers.Layer):
    """A factor for each input, learned with the weights."""

    def build(self, shape):
        self.factor = self.add_weight(shape=(shape[-1],), initializer="ones", name="factor")

    def call(self, inputs):
        return inputs * self.factor`;

const PARAMETRIC = `@keras.saving.register_keras_serializable()
class Parametric(layers.Layer):
    """Blends each unit with its activation, by a share that is learned and starts at one."""

    def __init__(self, activation, **options):
        super().__init__(**options)
        self.activation = activation

    def build(self, shape):
        self.share = self.add_weight(shape=(shape[-1],), initializer="ones", name="share")

    def call(self, inputs):
        return inputs + self.share * (self.activation(inputs) - inputs)

    def get_config(self):
        return {**super().get_config(), "activation": self.activation}

    @classmethod
    def from_config(cls, config):
        return cls(keras.saving.deserialize_keras_object(config.pop("activation")), **config)`;

/** The network: classes and functions of the script. */
export const modelBlocks = (plan: Plan): string[] => [
  ...(plan.settings.inputScale === true ? [INPUT_SCALE] : []),
  ...(plan.settings.activationParametric === true ? [PARAMETRIC] : []),
  buildModel(plan),
];

function buildModel(plan: Plan): string {
  const { settings } = plan;
  const hasHidden = (settings.hiddenLayers ?? 0) > 0;
  return [
    'def build_model(inputs):',
    '    table = keras.Input((inputs["table"].shape[1],), name="table")',
    ...inputLines(plan),
    ...(hasHidden ? hiddenLines(settings) : []),
    `    outputs = layers.Dense(${plan.outputs}, activation="${settings.outputActivation ?? 'linear'}", kernel_initializer=${initializer(settings, hasHidden)}, name="output")(x)`,
    `    return keras.Model({${plan.embedded.length === 0 ? '"table": table' : '"table": table, "codes": codes'}}, outputs)`,
  ].join('\n');
}

/** The last layer of a network with hidden ones starts by Glorot's rule, which suits its activation. */
const initializer = (settings: Settings, isLast: boolean): string =>
  `keras.initializers.${isLast ? 'GlorotUniform' : initializers[settings.initializer ?? 'glorotUniform']}(seed=SEED)`;

function inputLines({ settings, embedded }: Plan): string[] {
  return [
    '    x = table',
    ...((settings.inputNoise ?? 0) > 0 ? ['    x = layers.GaussianNoise(INPUT_NOISE, seed=SEED)(x)'] : []),
    ...(settings.inputScale === true ? ['    x = InputScale()(x)'] : []),
    ...(embedded.length === 0
      ? []
      : [
          '    codes = keras.Input((len(EMBEDDED),), dtype="int32", name="codes")',
          '    rows = [min(len(levels), MAX_LEVELS) + 1 for levels in EMBEDDED.values()]',
          '    vectors = [layers.Embedding(count, EMBEDDING_SIZE)(codes[:, place]) for place, count in enumerate(rows)]',
          '    x = layers.Concatenate()([x, *vectors])',
        ]),
  ];
}

function hiddenLines(settings: Settings): string[] {
  const normalization = normalizations[settings.normalization ?? 'none'];
  const activation = activations[settings.hiddenActivation ?? 'relu'];
  const kernel = initializer(settings, false).replace('seed=SEED', 'seed=SEED + depth');
  return [
    '    for depth in range(HIDDEN_LAYERS):',
    `        hidden = layers.Dense(HIDDEN_UNITS, kernel_initializer=${kernel})(x)`,
    ...(normalization === null ? [] : [`        hidden = ${normalization}(hidden)`]),
    `        hidden = ${settings.activationParametric === true ? `Parametric(${activation})` : activation}(hidden)`,
    ...((settings.dropout ?? 0) > 0 ? ['        hidden = layers.Dropout(DROPOUT, seed=SEED + depth)(hidden)'] : []),
    settings.residual === true
      ? '        x = layers.Add()([x, hidden]) if depth > 0 else hidden'
      : '        x = hidden',
  ];
}
