import {
  embeddedSize,
  embeddingDefaults,
  isNormalized,
  isTangent,
  normalizationDefaults,
} from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import type { Plan } from '../plan.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const activations: { readonly [A in Of<'hiddenActivation'>]: string } = {
  relu: 'functional.relu',
  leakyRelu: 'lambda x: functional.leaky_relu(x, 0.3)',
  tanh: 'torch.tanh',
  sigmoid: 'torch.sigmoid',
  elu: 'functional.elu',
  selu: 'functional.selu',
  silu: 'functional.silu',
  gelu: 'functional.gelu',
  mish: 'functional.mish',
};

const GLOROT = 'torch.empty(inputs, outputs).uniform_(-1, 1) * (6 / (inputs + outputs)) ** 0.5';
const starts: { readonly [I in Of<'initializer'>]: string } = {
  heNormal: 'torch.randn(inputs, outputs) * (2 / inputs) ** 0.5',
  glorotUniform: GLOROT,
  lecunNormal: 'torch.randn(inputs, outputs) * (1 / inputs) ** 0.5',
  ntk: 'torch.randn(inputs, outputs)',
  dataDriven: 'torch.randn(inputs, outputs)',
};

/** The network: classes of the script. */
export const modelBlocks = (plan: Plan): string[] => [
  dense(plan.settings),
  ...(usesWaves(plan) ? [WAVES] : []),
  network(plan),
  ...(plan.settings.initializer === 'dataDriven' ? [fitToData(plan.settings)] : []),
];

export const usesWaves = ({ settings, numeric }: Plan): boolean => embeddedSize(settings) > 0 && numeric.length > 0;

const hasHidden = ({ hiddenLayers }: Settings): boolean => (hiddenLayers ?? 0) > 0;

/** The last layer of a network with hidden ones starts by Glorot's rule, which suits its activation; RealMLP's simple one at 0. */
function lastStart(settings: Settings): string {
  const { initializer } = settings;
  if (initializer === 'ntk') return 'torch.zeros(inputs, outputs)';
  return isTangent(initializer) || !hasHidden(settings) ? starts[initializer ?? 'glorotUniform'] : GLOROT;
}

function startLines(settings: Settings): string[] {
  const [hidden, last] = [starts[settings.initializer ?? 'glorotUniform'], lastStart(settings)];
  return hidden === last
    ? [`        start = ${hidden}`]
    : ['        if is_last:', `            start = ${last}`, '        else:', `            start = ${hidden}`];
}

function dense(settings: Settings): string {
  const tangent = isTangent(settings.initializer);
  const bias =
    settings.initializer === 'ntk'
      ? 'torch.zeros(outputs) if is_last else torch.randn(outputs)'
      : 'torch.zeros(outputs)';
  return [
    'class Dense(nn.Module):',
    tangent
      ? '    """Neural tangent parametrization: x W / sqrt(inputs) + b."""'
      : '    """x W + b; without a bias where a normalisation follows, in whose mean it would be lost."""',
    '',
    '    def __init__(self, inputs, outputs, is_last=False, has_bias=True):',
    '        super().__init__()',
    ...startLines(settings),
    '        self.kernel = nn.Parameter(start)',
    `        self.bias = nn.Parameter(${bias}) if has_bias else None`,
    '',
    '    def forward(self, x):',
    `        sums = x @ self.kernel${tangent ? ' / self.kernel.shape[0] ** 0.5' : ''}`,
    '        return sums if self.bias is None else sums + self.bias',
  ].join('\n');
}

const WAVES = `class Waves(nn.Module):
    """Beside the inputs, of each number a few mixed cosines: W cos(2 pi f x + p) + c."""

    def __init__(self, numbers, size, sigma, frequencies=${embeddingDefaults.frequencies}):
        super().__init__()
        edge = frequencies**-0.5
        self.frequency = nn.Parameter(torch.randn(numbers, frequencies) * sigma)
        self.phase = nn.Parameter(torch.empty(numbers, frequencies).uniform_(-math.pi, math.pi))
        self.mix = nn.Parameter(torch.empty(numbers, frequencies, size).uniform_(-edge, edge))
        self.offset = nn.Parameter(torch.empty(numbers, size).uniform_(-edge, edge))

    def forward(self, x):
        numbers = x[:, : len(self.phase), None]
        waves = torch.cos(2 * math.pi * self.frequency * numbers + self.phase)
        mixed = torch.einsum("bnk,nks->bns", waves, self.mix) + self.offset
        return torch.cat([x, mixed.flatten(1)], dim=1)`;

function network(plan: Plan): string {
  const { settings } = plan;
  return [
    'class Network(nn.Module):',
    '    def __init__(self, inputs):',
    '        super().__init__()',
    ...partLines(plan),
    ...(hasHidden(settings) ? hiddenParts(settings) : []),
    `        self.output = Dense(width, ${plan.outputs}, is_last=True)`,
    '',
    ...inputsMethod(plan),
    '',
    '    def sums(self, inputs):',
    '        """What the units of each layer sum to, the outputs last: numbers before their activation."""',
    '        x, all_sums = self.enter(inputs), []',
    ...(hasHidden(settings) ? hiddenLines(settings) : []),
    '        return [*all_sums, self.output(x)]',
    '',
    '    def forward(self, inputs):',
    '        return self.sums(inputs)[-1]',
  ].join('\n');
}

function partLines(plan: Plan): string[] {
  const { settings, embedded } = plan;
  const { sigma = embeddingDefaults.sigma } = settings.numericEmbedding ?? {};
  const size = embeddedSize(settings);
  return [
    '        width = inputs["table"].shape[1]',
    ...(usesWaves(plan)
      ? [`        self.waves = Waves(len(NUMERIC), ${size}, ${sigma})`, `        width += len(NUMERIC) * ${size}`]
      : []),
    ...(embedded.length === 0
      ? []
      : [
          '        sizes = [min(len(levels), MAX_LEVELS) + 1 for levels in EMBEDDED.values()]',
          '        self.vectors = nn.ModuleList(nn.Embedding(size, EMBEDDING_SIZE) for size in sizes)',
          '        with torch.no_grad():',
          '            for vectors in self.vectors:',
          '                vectors.weight[0] = 0  # for what training may never meet',
          '        width += len(EMBEDDED) * EMBEDDING_SIZE',
        ]),
    ...(settings.inputScale === true ? ['        self.factor = nn.Parameter(torch.ones(width))'] : []),
    ...((settings.dropout ?? 0) > 0 ? ['        self.dropout = DROPOUT'] : []),
  ];
}

function hiddenParts(settings: Settings): string[] {
  const bias = isNormalized(settings) ? ', has_bias=False' : '';
  return [
    '        widths = [width] + [HIDDEN_UNITS] * HIDDEN_LAYERS',
    `        self.hidden = nn.ModuleList(Dense(*pair${bias}) for pair in zip(widths[:-1], widths[1:]))`,
    ...(isNormalized(settings) ? normalizationParts(settings) : []),
    ...(settings.activationParametric === true
      ? ['        self.shares = nn.ParameterList(torch.ones(HIDDEN_UNITS) for _ in range(HIDDEN_LAYERS))']
      : []),
    '        width = HIDDEN_UNITS',
  ];
}

/** A gain and a bias of their own follow, since they may learn at another rate. */
function normalizationParts(settings: Settings): string[] {
  const { epsilon, momentum } = normalizationDefaults;
  const one =
    settings.normalization === 'batch'
      ? `nn.BatchNorm1d(HIDDEN_UNITS, eps=${epsilon}, momentum=${Number((1 - momentum).toPrecision(6))}, affine=False)`
      : `nn.LayerNorm(HIDDEN_UNITS, eps=${epsilon}, elementwise_affine=False)`;
  const bias = settings.initializer === 'ntk' ? 'torch.randn(HIDDEN_UNITS)' : 'torch.zeros(HIDDEN_UNITS)';
  return [
    `        self.norms = nn.ModuleList(${one} for _ in range(HIDDEN_LAYERS))`,
    '        self.gains = nn.ParameterList(torch.ones(HIDDEN_UNITS) for _ in range(HIDDEN_LAYERS))',
    `        self.biases = nn.ParameterList(${bias} for _ in range(HIDDEN_LAYERS))`,
  ];
}

function inputsMethod(plan: Plan): string[] {
  const { settings, embedded } = plan;
  return [
    '    def enter(self, inputs):',
    '        x = inputs["table"]',
    ...((settings.inputNoise ?? 0) > 0
      ? ['        if self.training:', '            x = x + INPUT_NOISE * torch.randn_like(x)']
      : []),
    ...(usesWaves(plan) ? ['        x = self.waves(x)'] : []),
    ...(embedded.length === 0
      ? []
      : [
          '        codes = inputs["codes"].long()',
          '        x = torch.cat([x] + [one(codes[:, place]) for place, one in enumerate(self.vectors)], dim=1)',
        ]),
    `        return x${settings.inputScale === true ? ' * self.factor' : ''}`,
  ];
}

function hiddenLines(settings: Settings): string[] {
  const activation = activations[settings.hiddenActivation ?? 'relu'];
  return [
    `        activate = ${activation}`,
    '        for depth, layer in enumerate(self.hidden):',
    isNormalized(settings)
      ? '            sums = self.gains[depth] * self.norms[depth](layer(x)) + self.biases[depth]'
      : '            sums = layer(x)',
    '            all_sums.append(sums)',
    settings.activationParametric === true
      ? '            hidden = sums + self.shares[depth] * (activate(sums) - sums)'
      : '            hidden = activate(sums)',
    ...((settings.dropout ?? 0) > 0
      ? ['            hidden = functional.dropout(hidden, self.dropout, self.training)']
      : []),
    settings.residual === true ? '            x = x + hidden if depth > 0 else hidden' : '            x = hidden',
  ];
}

/** RealMLP's start: as the probe's `fit-to-data`. */
const fitToData = (settings: Settings): string => {
  const scaled = isNormalized(settings)
    ? 'network.gains[depth] if depth < depths else network.output.kernel'
    : 'layer.kernel';
  const bias = isNormalized(settings)
    ? 'network.biases[depth] if depth < depths else network.output.bias'
    : 'layer.bias';
  const layers = hasHidden(settings) ? '[*network.hidden, network.output]' : '[network.output]';
  return `def fit_to_data(network, inputs):
    """Layer by layer what a unit sums to gets deviation 1, and its zero lies among the rows."""
    network.eval()${settings.normalization === 'batch' && isNormalized(settings) ? '\n    network.norms.train()' : ''}
    layers = ${layers}
    depths = len(layers) - 1
    with torch.no_grad():
        for depth, layer in enumerate(layers):
            scaled, bias = ${isNormalized(settings) ? `(${scaled}), (${bias})` : `${scaled}, ${bias}`}
            sums = network.sums(inputs)[depth] - bias
            deviation = sums.std(dim=0, correction=0)
            factor = torch.where(deviation > 1e-6, 1 / deviation, torch.ones_like(deviation))
            scaled *= factor
            if depth < depths:
                weights = -torch.log(1 - torch.rand(5, len(bias)))
                rows = torch.randint(len(sums), (5, len(bias)))
                points = (weights * sums.gather(0, rows)).sum(dim=0) / weights.sum(dim=0)
                bias.copy_(-factor * points)`;
};
