// Sets the clone up if needed and runs every check, two at a time, to the end. To add a check is to add a row.
import { join } from 'node:path';
import { messageOf, run } from './setup/run.mjs';
import { root, setUp } from './setup.mjs';

const bin = (/** @type {string} */ path) => join('node_modules', path);

/** Slow ones first. @type {readonly { name: string, args: readonly string[] }[]} */
const checks = [
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json', '--pretty', 'false'] },
  { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'generated files', args: ['scripts/generate.mjs', '--check'] },
  { name: 'SDK types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'sdk/typescript', '--pretty', 'false'] },
  { name: 'direction', args: ['scripts/checks/direction.mjs'] },
  { name: 'unused', args: [bin('knip/bin/knip.js'), '--no-progress'] },
  {
    name: 'format',
    args: [bin('@biomejs/biome/bin/biome'), 'format', '--error-on-warnings', '--reporter=summary', '.'],
  },
  { name: 'size', args: ['scripts/checks/size.mjs'] },
  { name: 'lock file', args: ['scripts/checks/lockfile.mjs'] },
  { name: 'OpenAPI', args: ['scripts/checks/openapi.mjs'] },
  { name: 'compatibility', args: ['scripts/checks/compatibility.mjs'] },
  { name: 'rules', args: ['scripts/checks/rules.mjs'] },
];
const atOnce = 2;

/**
 * @param {typeof checks[number]} check
 * @returns {Promise<boolean>}
 */
async function passes({ name, args }) {
  const started = performance.now();
  const { code, output } = await run(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const failure = code === 0 ? '' : `\n${output.trimEnd().replaceAll(/^/gm, '  ')}`;
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds.padStart(5)} s${failure}`);
  return code === 0;
}

try {
  await setUp();
  const waiting = [...checks];
  /** @type {string[]} */
  const failed = [];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  console.log(failed.length === 0 ? `verify: ${checks.length} checks passed` : `verify: failed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`verify: ${messageOf(error)}`);
  process.exitCode = 1;
}
