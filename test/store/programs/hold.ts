// Opens the store, records one decision, says so, and stays until it is killed.
import { systemClock } from '../../../src/clock.js';
import { recordDecisions } from '../../../src/audit/record.js';
import { createDecisionLog } from '../../../src/audit/decision-log.js';
import { openStore } from '../../../src/store/open.js';
import { createRecording } from '../../fixtures/decisions.js';

const [dataDirectory = ''] = process.argv.slice(2);
const store = await openStore({ dataDirectory, clock: systemClock });
const recording = createRecording();
await recordDecisions(store, createDecisionLog(dataDirectory), recording);
process.stdout.write(`${recording.recommendation.decisionId}\n`);
setInterval(() => {}, 1000);
