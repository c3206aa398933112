import { type Plan, usesWeights } from '../plan.js';
import { dataLines, scoreLines, splitBlocks } from '../python/main.js';
import { priorOf } from '../python/prior.js';

/** What the script does from top to bottom, and the small functions it uses. */
export const mainBlocks = (plan: Plan): string[] => [
  ...splitBlocks(plan),
  main(plan),
  'if __name__ == "__main__":\n    main()',
];

const main = (plan: Plan): string =>
  [
    'def main():',
    '    torch.manual_seed(SEED)',
    ...dataLines(plan),
    '',
    ...fitLines(plan),
    '',
    ...scoreLines(plan, (rows) => `outputs(network, inputs, ${rows})`),
    '    torch.save(network.state_dict(), "model.pt")',
  ].join('\n');

function fitLines(plan: Plan): string[] {
  const prior = priorOf(plan);
  const weights = usesWeights(plan);
  return [
    ...(prior === undefined ? [] : [`    mean = ${prior.mean}`]),
    '    inputs = {name: torch.from_numpy(values) for name, values in inputs.items()}',
    '    target = torch.from_numpy(target)',
    '    network = Network(inputs)',
    ...(prior === undefined
      ? []
      : [
          '    with torch.no_grad():',
          `        network.output.bias.copy_(torch.from_numpy(np.asarray(${prior.bias})))`,
        ]),
    ...(plan.settings.initializer === 'dataDriven' ? ['    fit_to_data(network, part(inputs, train[:256]))'] : []),
    ...(weights
      ? [
          '    weights = torch.zeros(len(truth))',
          '    weights[train] = torch.from_numpy(row_weights(truth[train])).float()',
        ]
      : []),
    '    print(network)',
    `    network = train_network(network, inputs, target, ${plan.chosen ? 'train' : '(train, validation)'}${weights ? ', weights' : ''})`,
  ];
}
