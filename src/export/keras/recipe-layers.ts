import type { Settings } from '../../settings/slots.js';

/** Whether the layers are held in the neural tangent parametrization. */
export const usesTangent = ({ initializer }: Settings): boolean =>
  initializer === 'ntk' || initializer === 'dataDriven';

const INPUT_SCALE = `@keras.saving.register_keras_serializable()
class InputScale(layers.Layer):
    """A factor for each input, learned at six times the rate: what is held is a sixth of it."""

    def build(self, shape):
        self.factor = self.add_weight(
            shape=(shape[-1],), initializer=keras.initializers.Constant(1 / 6), name="factor"
        )

    def call(self, inputs):
        return inputs * (6 * self.factor)`;

/** `rate` is the factor of the learning rate: Adam moves what is held by the same step whatever its size. */
const parametric = (rate: number): string => `@keras.saving.register_keras_serializable()
class Parametric(layers.Layer):
    """Blends each unit with its activation, by a share that is learned${rate === 1 ? '' : ` at ${rate} of the rate`} and starts at one."""

    def __init__(self, activation, **options):
        super().__init__(**options)
        self.activation = activation

    def build(self, shape):
        self.share = self.add_weight(
            shape=(shape[-1],), initializer=keras.initializers.Constant(${1 / rate}), name="share"
        )

    def call(self, inputs):
        return inputs + ${rate === 1 ? '' : `${rate} * `}self.share * (self.activation(inputs) - inputs)

    def get_config(self):
        return {**super().get_config(), "activation": self.activation}

    @classmethod
    def from_config(cls, config):
        return cls(keras.saving.deserialize_keras_object(config.pop("activation")), **config)`;

const TANGENT_DENSE = `@keras.saving.register_keras_serializable()
class TangentDense(layers.Layer):
    """Neural tangent parametrization: x W / sqrt(inputs) + b with a standard normal W, b learned at 0.1 of the rate."""

    def __init__(self, units, seed, starts_at_zero=False, **options):
        super().__init__(**options)
        self.units, self.seed, self.starts_at_zero = units, seed, starts_at_zero

    def build(self, shape):
        normal = keras.initializers.RandomNormal(stddev=1.0, seed=self.seed)
        spread = keras.initializers.RandomNormal(stddev=10.0, seed=self.seed + 1000)
        zeros = keras.initializers.Zeros()
        self.kernel = self.add_weight(
            shape=(shape[-1], self.units), initializer=zeros if self.starts_at_zero else normal, name="kernel"
        )
        self.bias = self.add_weight(
            shape=(self.units,), initializer=zeros if self.starts_at_zero else spread, name="bias"
        )

    def call(self, inputs):
        return keras.ops.matmul(inputs, self.kernel) / self.kernel.shape[0] ** 0.5 + 0.1 * self.bias

    def get_config(self):
        own = {"units": self.units, "seed": self.seed, "starts_at_zero": self.starts_at_zero}
        return {**super().get_config(), **own}`;

const periodic = (rate: number): string => `@keras.saving.register_keras_serializable()
class PeriodicEmbedding(layers.Layer):
    """Beside the inputs, of each of the first \`numbers\` a few mixed cosines: W cos(2 pi f x + p) + c."""

    def __init__(self, numbers, size, sigma, seed, frequencies=16, **options):
        super().__init__(**options)
        self.numbers, self.size, self.sigma, self.seed, self.frequencies = numbers, size, sigma, seed, frequencies

    def build(self, shape):
        def uniform(bound, seed):
            return keras.initializers.RandomUniform(-bound / ${rate}, bound / ${rate}, seed=self.seed + seed)

        waves, edge = (self.numbers, self.frequencies), self.frequencies**-0.5
        normal = keras.initializers.RandomNormal(stddev=self.sigma / ${rate}, seed=self.seed)
        self.frequency = self.add_weight(shape=waves, initializer=normal, name="frequency")
        self.phase = self.add_weight(shape=waves, initializer=uniform(np.pi, 1), name="phase")
        self.mix = self.add_weight(shape=(*waves, self.size), initializer=uniform(edge, 2), name="mix")
        self.offset = self.add_weight(shape=(self.numbers, self.size), initializer=uniform(edge, 3), name="offset")

    def call(self, inputs):
        numbers = inputs[:, : self.numbers, None]
        waves = keras.ops.cos(${rate} * (2 * np.pi * self.frequency * numbers + self.phase))
        mixed = ${rate} * (keras.ops.einsum("bnk,nks->bns", waves, self.mix) + self.offset)
        return keras.ops.concatenate([inputs, keras.ops.reshape(mixed, (-1, self.numbers * self.size))], axis=1)

    def get_config(self):
        own = {"numbers": self.numbers, "size": self.size, "sigma": self.sigma}
        return {**super().get_config(), **own, "seed": self.seed, "frequencies": self.frequencies}`;

/** Names of what weight decay leaves alone, besides Keras' own. */
export const undecayed = ['factor', 'share', 'frequency', 'phase', 'offset'] as const;

export const usesEmbedding = ({ numericEmbedding, hiddenLayers }: Settings, numbers: number): boolean =>
  numericEmbedding !== null && numericEmbedding.kind !== 'none' && (hiddenLayers ?? 0) > 0 && numbers > 0;

/** The layers that Keras does not have and the settings ask for. */
export function recipeLayers(settings: Settings, numbers: number): string[] {
  const slow = usesTangent(settings) ? 0.1 : 1;
  return [
    ...(usesTangent(settings) ? [TANGENT_DENSE] : []),
    ...(usesEmbedding(settings, numbers) ? [periodic(slow)] : []),
    ...(settings.inputScale === true ? [INPUT_SCALE] : []),
    ...(settings.activationParametric === true ? [parametric(slow)] : []),
  ];
}
