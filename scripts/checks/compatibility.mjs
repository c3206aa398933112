// Fails when openapi/openapi.json breaks a client of the version that was released last, openapi/released.json. That file is changed
// when a version is released; before the first one, by a commit of its own that says what would have broken.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';
import { breakingChanges } from './breaking.mjs';

const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, 'openapi', name), 'utf8'));
const breaks = breakingChanges(read('released.json'), read('openapi.json'));
for (const line of breaks) console.log(line);
console.log(`${breaks.length} breaking changes`);
process.exitCode = breaks.length === 0 ? 0 : 1;
