import { type ConfigKey, configFileName, configSchema, configSources } from '../../../src/config.js';

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** Every key of the configuration, with its default. */
export function configurationPage(): string {
  const defaults: Readonly<Partial<Record<ConfigKey, unknown>>> = configSchema.parse({});
  const rows = Object.entries(configSources).map(([key, { what, variable, flag, legal }]) => {
    const value = defaults[key as ConfigKey];
    const shown =
      value === undefined
        ? 'none'
        : code(typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : JSON.stringify(value));
    return `| ${code(key)} | ${code(variable)} | ${flag === undefined ? '' : code(flag)} | ${shown === '``' ? 'empty' : shown} | ${what} ${legal.charAt(0).toUpperCase()}${legal.slice(1)}. |`;
  });
  return [
    '# Configuration',
    '',
    `A flag goes before a variable, that before a key in \`${configFileName}\` of the working directory, that before the default. An empty variable counts as not set. \`sextant config\` shows what is in force, secrets masked.`,
    '',
    `| key in \`${configFileName}\` | variable | flag | default | what |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
