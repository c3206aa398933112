// A server as it is, but for the record of a recommendation's decision and the entry that holds it (?without=record), or for these and
// the line of the decision log (?without=recordAndLine): node --import FILE_URL dist/cli/main.js serve. For the bench alone: the product
// has no such switch.
import { register } from 'node:module';

const without = new URL(import.meta.url).searchParams.get('without');
register('./without-record-hooks.mjs', import.meta.url, { data: { without } });
