import type { Command } from 'commander';
import { configSources, describeConfig } from '../../config.js';
import { renderOptionsOf } from '../io.js';
import { addCommonOptions, addServerOptions, backendOption, examples, rulesOption } from '../options.js';
import { paletteOf } from '../render/paint.js';
import { renderTable } from '../render/table.js';
import { type CommonFlags, printJson, type Shell } from '../shell.js';

interface ConfigFlags extends CommonFlags, Partial<Readonly<Record<(typeof others)[number]['key'], string>>> {
  readonly url?: string;
  readonly key?: string;
  readonly backend?: string;
  readonly rules?: string;
}

/** Flags of other commands, which may be tried here. */
const others = [
  { key: 'host', option: '--host <host>' },
  { key: 'port', option: '--port <port>' },
  { key: 'concurrency', option: '--concurrency <probes>' },
] as const;

export function addConfig(program: Command, shell: Shell): void {
  const command = program
    .command('config')
    .summary('the configuration in force')
    .description('Shows the configuration in force: flag before environment before sextant.config.json before default.')
    .addOption(rulesOption())
    .addOption(backendOption());
  for (const { option } of others) command.option(option, 'as `sextant serve` has it');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant config', 'secrets are masked'], ['PORT=9000 sextant config --json', '']))
    .action((flags: ConfigFlags) => showConfig(flags, shell));
}

const pick = ({ backend, rules, host, port, url, concurrency }: ConfigFlags) => ({
  backend,
  rules,
  host,
  port,
  url,
  concurrency,
});

function showConfig(flags: ConfigFlags, shell: Shell): void {
  const { io } = shell;
  const { config } = shell.compose({
    flags: { ...pick(flags), dataDirectory: flags.dataDir, apiKey: flags.key },
  });
  const described = describeConfig(config);
  if (flags.json) return printJson(shell, described);
  const { width, color } = renderOptionsOf(io.stdout, io.env);
  const palette = paletteOf(color);
  const rows = Object.entries(configSources).map(([key, { variable, flag }]) => [
    { text: key, paint: palette.bold },
    { text: String(Object.entries(described).find(([name]) => name === key)?.[1] ?? 'none') },
    { text: [variable, flag].filter(Boolean).join(', '), paint: palette.dim },
  ]);
  const columns = [{ title: 'setting' }, { title: 'value', isFlexible: true }, { title: 'set by' }];
  io.stdout.write(`${renderTable({ columns, rows, width, paintTitle: palette.bold }).join('\n')}\n`);
}
