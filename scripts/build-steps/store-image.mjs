// Makes dist/store/image.tar.gz, from which a new store is created, unless the one there is of the same schema and PGlite.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf } from '../setup/stamp.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const imagePath = join(root, 'dist/store/image.tar.gz');
const stampPath = join(root, 'dist/store/image.json');

const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')));
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const stamp = `${JSON.stringify({ pglite: version, migrations: hashOf(root, ['migrations']) }, null, 2)}\n`;

if (!existsSync(imagePath) || !existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== stamp) {
  const { createImage } = await import(new URL('../../dist/store/pglite.js', import.meta.url).href);
  const next = `${imagePath}.${process.pid}`;
  writeFileSync(next, await createImage());
  renameSync(next, imagePath);
  writeFileSync(stampPath, stamp);
}
