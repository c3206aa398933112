// Adds one to a number in a file 50 times, each time under the lock: without it additions would be lost.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/clock.js';
import { acquireLock } from '../../../src/store/lock.js';

const [folder = ''] = process.argv.slice(2);
const path = join(folder, 'count');
for (let turn = 0; turn < 50; turn++) {
  const release = await acquireLock(join(folder, 'lock'), { clock: systemClock, waitSeconds: 60 });
  const count = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  await new Promise((resolve) => setImmediate(resolve));
  writeFileSync(path, String(count + 1));
  await release();
}
