// Compiles sdk/typescript to its dist anew, so that `npm pack ./sdk/typescript` packs code: npm runs no scripts of packages here.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../setup/run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sdk = join(root, 'sdk/typescript');

// What is made for a server alone comes without it.
if (existsSync(join(sdk, 'src'))) {
  rmSync(join(sdk, 'dist'), { recursive: true, force: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { code, output } = await run(process.execPath, [compiler, '-p', sdk, '--pretty', 'false'], {
    cwd: root,
    env: process.env,
  });
  if (code !== 0) {
    process.stdout.write(output);
    process.exit(1);
  }
}
