import { averaging } from '../../settings/averaging.js';
import type { Plan } from '../plan.js';

const { power, everySteps } = averaging;

/** What is validated is the mean, and training goes on where it was. */
const WHERE_VALIDATED = `    def on_test_begin(self, logs=None):
        self.trained = self.values()
        self.assign(self.mean)

    def on_epoch_begin(self, epoch, logs=None):
        if epoch > 0:
            self.assign(self.trained)`;

const AT_THE_END = `    def on_train_end(self, logs=None):
        self.assign(self.mean)`;

/** Keras' own moving average has one fixed horizon; the probe's grows with the run. */
const averagedWeights = ({ chosen }: Plan): string => `class AveragedWeights(keras.callbacks.Callback):
    """A running mean of the weights, in which the late ones count more, is scored and kept in their place."""

    def values(self):
        return [np.array(keras.ops.convert_to_numpy(variable)) for variable in self.model.trainable_variables]

    def assign(self, values):
        for variable, value in zip(self.model.trainable_variables, values):
            variable.assign(value)

    def on_train_begin(self, logs=None):
        self.steps, self.mean = 0, self.values()

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1
        if self.steps % ${everySteps} == 0:
            share = ${1 + power} / (self.steps // ${everySteps} + ${power})
            self.mean = [mean + share * (value - mean) for mean, value in zip(self.mean, self.values())]

${chosen ? AT_THE_END : WHERE_VALIDATED}`;

export const averages = ({ settings }: Plan): boolean => settings.weightAveraging === true;

export const averagingBlocks = (plan: Plan): string[] => (averages(plan) ? [averagedWeights(plan)] : []);

/** The first of the callbacks: the others look at the mean, and keep it. */
export const averagingCallbacks = (plan: Plan): string[] => (averages(plan) ? ['        AveragedWeights(),'] : []);
