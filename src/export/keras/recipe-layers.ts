import { embeddedSize, embeddingDefaults, isNormalized, isTangent, rateFactors } from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import { heldBy, slowRate } from '../held.js';

const inputScale = (held: string): string => `@keras.saving.register_keras_serializable()
class InputScale(layers.Layer):
    """A factor for each input, learned at six times the rate."""

    def build(self, shape):
        self.factor = self.add_weight(
            shape=(shape[-1],), initializer=keras.initializers.Constant(1 / (${held})), name="factor"
        )

    def call(self, inputs):
        return inputs * (${held}) * self.factor`;

const parametric = (rate: number, held: string): string => `@keras.saving.register_keras_serializable()
class Parametric(layers.Layer):
    """Blends each unit with its activation, by a share that is learned${rate === 1 ? '' : ` at ${rate} of the rate`} and starts at one."""

    def __init__(self, activation, **options):
        super().__init__(**options)
        self.activation = activation

    def build(self, shape):
        self.share = self.add_weight(
            shape=(shape[-1],), initializer=keras.initializers.Constant(1 / (${held})), name="share"
        )

    def call(self, inputs):
        return inputs + (${held}) * self.share * (self.activation(inputs) - inputs)

    def get_config(self):
        return {**super().get_config(), "activation": self.activation}

    @classmethod
    def from_config(cls, config):
        return cls(keras.saving.deserialize_keras_object(config.pop("activation")), **config)`;

const tangentDense = (held: string): string => `@keras.saving.register_keras_serializable()
class TangentDense(layers.Layer):
    """Neural tangent parametrization: x W / sqrt(inputs) + b with a standard normal W, b learned at 0.1 of the rate."""

    def __init__(self, units, seed, starts_at_zero=False, use_bias=True, **options):
        super().__init__(**options)
        self.units, self.seed, self.starts_at_zero, self.use_bias = units, seed, starts_at_zero, use_bias

    def build(self, shape):
        normal = keras.initializers.RandomNormal(stddev=1.0, seed=self.seed)
        spread = keras.initializers.RandomNormal(stddev=1 / (${held}), seed=self.seed + 1000)
        zeros = keras.initializers.Zeros()
        self.kernel = self.add_weight(
            shape=(shape[-1], self.units), initializer=zeros if self.starts_at_zero else normal, name="kernel"
        )
        if self.use_bias:
            self.bias = self.add_weight(
                shape=(self.units,), initializer=zeros if self.starts_at_zero else spread, name="bias"
            )

    def call(self, inputs):
        sums = keras.ops.matmul(inputs, self.kernel) / self.kernel.shape[0] ** 0.5
        return sums + (${held}) * self.bias if self.use_bias else sums

    def get_config(self):
        own = {"units": self.units, "seed": self.seed, "starts_at_zero": self.starts_at_zero}
        return {**super().get_config(), **own, "use_bias": self.use_bias}`;

const tangentAffine = (held: string): string => `@keras.saving.register_keras_serializable()
class TangentAffine(layers.Layer):
    """A gain and a bias for each normalised unit, learned at 0.1 of the rate."""

    def __init__(self, seed, **options):
        super().__init__(**options)
        self.seed = seed

    def build(self, shape):
        one = keras.initializers.Constant(1 / (${held}))
        spread = keras.initializers.RandomNormal(stddev=1 / (${held}), seed=self.seed + 1000)
        self.gain = self.add_weight(shape=(shape[-1],), initializer=one, name="gain")
        self.bias = self.add_weight(shape=(shape[-1],), initializer=spread, name="bias")

    def call(self, inputs):
        return (${held}) * (self.gain * inputs + self.bias)

    def get_config(self):
        return {**super().get_config(), "seed": self.seed}`;

const periodic = (held: string): string => `@keras.saving.register_keras_serializable()
class PeriodicEmbedding(layers.Layer):
    """Beside the inputs, of each of the first \`numbers\` a few mixed cosines: W cos(2 pi f x + p) + c."""

    def __init__(self, numbers, size, sigma, seed, frequencies=${embeddingDefaults.frequencies}, **options):
        super().__init__(**options)
        self.numbers, self.size, self.sigma, self.seed, self.frequencies = numbers, size, sigma, seed, frequencies

    def build(self, shape):
        def uniform(bound, seed):
            return keras.initializers.RandomUniform(-bound / (${held}), bound / (${held}), seed=self.seed + seed)

        waves, edge = (self.numbers, self.frequencies), self.frequencies**-0.5
        normal = keras.initializers.RandomNormal(stddev=self.sigma / (${held}), seed=self.seed)
        self.frequency = self.add_weight(shape=waves, initializer=normal, name="frequency")
        self.phase = self.add_weight(shape=waves, initializer=uniform(np.pi, 1), name="phase")
        self.mix = self.add_weight(shape=(*waves, self.size), initializer=uniform(edge, 2), name="mix")
        self.offset = self.add_weight(shape=(self.numbers, self.size), initializer=uniform(edge, 3), name="offset")

    def call(self, inputs):
        numbers = inputs[:, : self.numbers, None]
        waves = keras.ops.cos((${held}) * (2 * np.pi * self.frequency * numbers + self.phase))
        mixed = (${held}) * (keras.ops.einsum("bnk,nks->bns", waves, self.mix) + self.offset)
        return keras.ops.concatenate([inputs, keras.ops.reshape(mixed, (-1, self.numbers * self.size))], axis=1)

    def get_config(self):
        own = {"numbers": self.numbers, "size": self.size, "sigma": self.sigma}
        return {**super().get_config(), **own, "seed": self.seed, "frequencies": self.frequencies}`;

/** Names of what weight decay leaves alone, besides Keras' own. */
export const undecayed = ['factor', 'share', 'gain', 'frequency', 'phase', 'offset'] as const;

export const usesEmbedding = (settings: Settings, numbers: number): boolean =>
  embeddedSize(settings) > 0 && numbers > 0;

/** The layers that Keras does not have and the settings ask for. */
export function recipeLayers(settings: Settings, numbers: number): string[] {
  const rate = slowRate(settings);
  const slow = heldBy(rate, settings);
  return [
    ...(isTangent(settings.initializer) ? [tangentDense(slow)] : []),
    ...(isTangent(settings.initializer) && isNormalized(settings) ? [tangentAffine(slow)] : []),
    ...(usesEmbedding(settings, numbers) ? [periodic(slow)] : []),
    ...(settings.inputScale === true ? [inputScale(heldBy(rateFactors.inputScale, settings))] : []),
    ...(settings.activationParametric === true ? [parametric(rate, slow)] : []),
  ];
}
