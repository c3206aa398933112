import type { Command } from 'commander';
import { configSources, describeConfig } from '../../config.js';
import { addCommonOptions, addServerOptions, backendOption, examples, rulesOption } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { paletteOf } from '../render/paint.js';
import type { RenderOptions } from '../render/recommendation.js';
import { renderTable } from '../render/table.js';
import type { CommonFlags, Shell } from '../shell.js';

interface ConfigFlags extends CommonFlags {
  readonly key?: string;
  /** Under the names of their keys. */
  readonly url?: string;
  readonly backend?: string;
  readonly rules?: string;
  readonly host?: string;
  readonly port?: string;
  readonly concurrency?: string;
}

export function addConfig(program: Command, shell: Shell): void {
  const command = program
    .command('config')
    .summary('the configuration in force')
    .description('Shows the configuration in force: flag before environment before sextant.config.json before default.')
    .addOption(rulesOption())
    .addOption(backendOption())
    .option('--host <host>', 'as of `sextant serve`')
    .option('--port <port>', 'as of `sextant serve`')
    .option('--concurrency <probes>', 'as of `sextant serve`');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText('after', examples(['sextant config', 'secrets are masked'], ['PORT=9000 sextant config --json', '']))
    .action((flags: ConfigFlags) => showConfig(flags, shell));
}

function showConfig(flags: ConfigFlags, shell: Shell): Promise<void> {
  const { dataDir, key, url, backend, rules, host, port, concurrency } = flags;
  const given = { dataDirectory: dataDir, apiKey: key, url, backend, rules, host, port, concurrency };
  const described = describeConfig(shell.compose({ flags: given }).config);
  return printAnswer(shell, flags, described, (options) => renderConfig(described, options));
}

function renderConfig(described: ReturnType<typeof describeConfig>, { width, color, markdown }: RenderOptions): string {
  const palette = paletteOf(color);
  const rows = Object.entries(configSources).map(([key, { variable, flag }]) => [
    { text: key, paint: palette.bold },
    { text: String(Object.entries(described).find(([name]) => name === key)?.[1] ?? 'none') },
    { text: [variable, flag].filter(Boolean).join(', '), paint: palette.dim },
  ]);
  const columns = [{ title: 'setting' }, { title: 'value', isFlexible: true }, { title: 'set by' }];
  return `${renderTable({ columns, rows, width, paintTitle: palette.bold, markdown }).join('\n')}\n`;
}
