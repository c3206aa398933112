import { type Case, classifies, mostLevels } from './case.js';
import type { SettingName } from './settings.js';
import * as say from './vocabulary.js';

const { words } = say;

/** What the defaults of a peer depend on. */
type Facts = Pick<Case, 'profile' | 'task'>;
interface Default {
  readonly of: (facts: Facts) => string;
  readonly source: string;
}
export interface Peer {
  readonly name: string;
  readonly what: string;
  /** Where the defaults stand, by the key that a default names. */
  readonly sources: Readonly<Record<string, { readonly title: string; readonly url: string }>>;
  readonly defaults: Readonly<Record<SettingName, Default>>;
}

const from =
  (source: string) =>
  (value: string | number | Default['of']): Default => ({
    of: typeof value === 'function' ? value : () => (typeof value === 'number' ? say.number(value) : value),
    source,
  });
const byTask =
  (binary: string, multiclass: string, number: string): Default['of'] =>
  ({ task }) =>
    task === 'binary' ? binary : task === 'multiclass' ? multiclass : number;
const byKind =
  (classes: string, number: string): Default['of'] =>
  (facts) =>
    classifies(facts) ? classes : number;

const documented = from('documentation');
const scikitLearn: Peer = {
  name: 'scikit-learn',
  what: '`MLPClassifier` and `MLPRegressor`',
  sources: {
    documentation: {
      title: 'scikit-learn documentation, MLPClassifier (MLPRegressor has the same defaults)',
      url: 'https://scikit-learn.org/stable/modules/generated/sklearn.neural_network.MLPClassifier.html',
    },
  },
  defaults: {
    loss: documented(byKind(words.crossEntropy, words.squaredError)),
    outputActivation: documented(byTask(words.sigmoid, words.softmax, words.linear)),
    hiddenLayers: documented(1),
    hiddenUnits: documented(100),
    hiddenActivation: documented('relu'),
    initializer: documented(words.glorot),
    optimizer: documented(say.adam(0.999)),
    learningRate: documented(0.001),
    learningRateSchedule: documented(words.constant),
    batchSize: documented(({ profile }) => say.number(scikitLearnBatch(profile.rows))),
    epochs: documented(200),
    earlyStopping: documented('after 10, on the training loss'),
    dropout: documented(words.none),
    weightDecay: documented(say.penalty(1e-4)),
    labelSmoothing: documented(words.none),
    classWeights: documented(words.none),
    numericScaling: documented(words.none),
    inputScale: documented(words.none),
    numericEmbedding: documented(words.none),
    categoricalEncoding: documented(words.none),
    targetTransform: documented(words.none),
    folds: documented('none: one fit on all rows'),
  },
};

export const scikitLearnBatch = (rows: number): number => Math.min(200, rows);

const head = from('heads');
const block = from('basic');
const structured = from('wrapper');
const graph = from('graph');
const fit = from('autoModel');
const autoKerasFolder = 'https://github.com/keras-team/autokeras/blob/master/autokeras';
const autoKeras: Peer = {
  name: 'AutoKeras',
  what: 'the structured-data block with the default of each of its choices, before any search',
  sources: {
    heads: { title: 'AutoKeras, blocks/heads.py', url: `${autoKerasFolder}/blocks/heads.py` },
    basic: { title: 'AutoKeras, blocks/basic.py: DenseBlock', url: `${autoKerasFolder}/blocks/basic.py` },
    wrapper: {
      title: 'AutoKeras, blocks/wrapper.py: StructuredDataBlock',
      url: `${autoKerasFolder}/blocks/wrapper.py`,
    },
    graph: { title: 'AutoKeras, graph.py: how the network is compiled', url: `${autoKerasFolder}/graph.py` },
    autoModel: { title: 'AutoKeras, auto_model.py: AutoModel.fit', url: `${autoKerasFolder}/auto_model.py` },
  },
  defaults: {
    loss: head(byKind(words.crossEntropy, words.squaredError)),
    outputActivation: head(byTask(words.sigmoid, words.softmax, words.linear)),
    hiddenLayers: block(2),
    hiddenUnits: block(32),
    hiddenActivation: block('relu'),
    initializer: block(words.glorot),
    optimizer: graph(say.adam(0.999)),
    learningRate: graph(0.001),
    learningRateSchedule: graph(words.constant),
    batchSize: fit(32),
    epochs: fit(1000),
    earlyStopping: fit('after 10'),
    dropout: block(words.none),
    weightDecay: block(words.none),
    labelSmoothing: head(words.none),
    classWeights: fit(words.none),
    numericScaling: structured(words.standardized),
    inputScale: structured(words.none),
    numericEmbedding: structured(words.none),
    categoricalEncoding: structured('one whole number a level'),
    targetTransform: head(words.none),
    folds: fit(say.holdout(0.2)),
  },
};

const torch = from('torch');
const layers = from('modules');
const parameters = from('parameters');
const processor = from('preprocessor');
const autoGluonFolder = 'https://github.com/autogluon/autogluon/blob/master/tabular/src/autogluon/tabular';
const autoGluon: Peer = {
  name: 'AutoGluon',
  what: 'the torch network `NN_TORCH`, fitted alone and without bagging',
  sources: {
    torch: {
      title: 'AutoGluon, tabular_nn/torch/tabular_nn_torch.py',
      url: `${autoGluonFolder}/models/tabular_nn/torch/tabular_nn_torch.py`,
    },
    modules: {
      title: 'AutoGluon, tabular_nn/torch/torch_network_modules.py',
      url: `${autoGluonFolder}/models/tabular_nn/torch/torch_network_modules.py`,
    },
    parameters: {
      title: 'AutoGluon, tabular_nn/hyperparameters/parameters.py',
      url: `${autoGluonFolder}/models/tabular_nn/hyperparameters/parameters.py`,
    },
    preprocessor: {
      title: 'AutoGluon, tabular_nn/utils/data_preprocessor.py and nn_architecture_utils.py',
      url: `${autoGluonFolder}/models/tabular_nn/utils/data_preprocessor.py`,
    },
    holdout: {
      title: 'AutoGluon, core/utils/utils.py: default_holdout_frac',
      url: 'https://github.com/autogluon/autogluon/blob/master/core/src/autogluon/core/utils/utils.py',
    },
  },
  defaults: {
    loss: torch(byKind(words.crossEntropy, words.absoluteError)),
    outputActivation: layers(byTask('softmax of two', words.softmax, 'kept within the range seen, 5 % wider')),
    hiddenLayers: parameters(4),
    hiddenUnits: parameters(128),
    hiddenActivation: parameters('relu'),
    initializer: layers("PyTorch's default"),
    optimizer: parameters(say.adam(0.999)),
    learningRate: parameters(3e-4),
    learningRateSchedule: torch(words.constant),
    batchSize: torch(({ profile: { rows } }) => say.number(autoGluonBatch(rows - rows * autoGluonHoldout(rows)))),
    epochs: parameters(1000),
    earlyStopping: torch(say.patience(20, 0.5)),
    dropout: parameters('0.1'),
    weightDecay: parameters(say.penalty(1e-6)),
    labelSmoothing: torch(words.none),
    classWeights: torch(words.none),
    numericScaling: processor('to normal quantiles where the skewness exceeds 0.99, else standardised'),
    inputScale: layers(words.none),
    numericEmbedding: layers(words.none),
    categoricalEncoding: processor((facts) =>
      say.encoding(mostLevels(facts), 3, 'embeddings of 1.6 levels^0.56, at most 100'),
    ),
    targetTransform: torch(words.none),
    folds: from('holdout')(({ profile }) => say.holdout(autoGluonHoldout(profile.rows))),
  },
};

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Share of the rows that AutoGluon keeps for validation. */
export const autoGluonHoldout = (rows: number): number =>
  rows < 5000 ? clamp(500 / rows, 0.1, 0.2) : clamp(2500 / rows, 0.01, 0.1);

/** The batch for so many rows to train on. */
export const autoGluonBatch = (trainingRows: number): number =>
  Math.min(512, 2 ** (3 + Math.floor(Math.log10(trainingRows))));

const tuned = from('parameters');
const paper = from('paper');
const realMlp: Peer = {
  name: 'RealMLP',
  what: '`RealMLP_TD_Classifier` and `RealMLP_TD_Regressor` of pytabkit',
  sources: {
    parameters: {
      title: 'pytabkit, models/sklearn/default_params.py: RealMLP_TD_CLASS, RealMLP_TD_REG',
      url: 'https://github.com/dholzmueller/pytabkit/blob/main/pytabkit/models/sklearn/default_params.py',
    },
    paper: {
      title: 'Holzmüller, Grinsztajn and Steinwart 2024: Better by default (RealMLP)',
      url: 'https://arxiv.org/abs/2407.04491',
    },
  },
  defaults: {
    loss: paper(byKind(words.crossEntropy, words.squaredError)),
    outputActivation: paper(byTask('softmax of two', words.softmax, words.linear)),
    hiddenLayers: tuned(3),
    hiddenUnits: tuned(256),
    hiddenActivation: tuned(byKind(say.parametric('selu'), say.parametric('mish'))),
    initializer: tuned(words.dataDriven),
    optimizer: tuned(say.adam(0.95)),
    learningRate: tuned(byKind('0.04', '0.2')),
    learningRateSchedule: tuned(words.fourWaves),
    batchSize: paper(256),
    epochs: tuned(256),
    earlyStopping: paper('never; the best epoch by error is kept'),
    dropout: tuned(say.fading('0.15', 'flatCosine')),
    weightDecay: tuned(say.fading(say.decoupled(0.02), 'flatCosine')),
    labelSmoothing: tuned('0.1'),
    classWeights: paper(words.none),
    numericScaling: tuned(words.robust),
    inputScale: tuned(words.learnedScale),
    numericEmbedding: tuned(say.periodic(4, 0.1)),
    categoricalEncoding: tuned((facts) => say.encoding(mostLevels(facts), 8, 'embeddings of 8')),
    targetTransform: tuned(words.standardized),
    folds: paper(say.holdout(0.2)),
  },
};

export const peers: readonly Peer[] = [scikitLearn, autoKeras, autoGluon, realMlp];
