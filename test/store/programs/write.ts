// Records 50 decisions, opening and closing the store for every 25.
import { systemClock } from '../../../src/clock.js';
import { recordDecisions } from '../../../src/audit/record.js';
import { createDecisionLog } from '../../../src/audit/decision-log.js';
import { withStore } from '../../../src/store/open.js';
import { createContext, createRecording } from '../../fixtures/decisions.js';

const [dataDirectory = ''] = process.argv.slice(2);
const context = createContext(systemClock.now());
const log = createDecisionLog(dataDirectory);
for (let round = 0; round < 2; round++) {
  await withStore({ dataDirectory, clock: systemClock }, async (store) => {
    for (let count = 0; count < 25; count++) await recordDecisions(store, log, createRecording(context));
  });
}
