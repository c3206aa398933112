// A server as it is, but for the record of a recommendation's decision and the entry that holds it:
// node --import bench/trail/without-record.mjs dist/cli/main.js serve. For the bench alone: the product has no such switch.
import { register } from 'node:module';

register('./without-record-hooks.mjs', import.meta.url);
