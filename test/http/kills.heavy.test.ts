import { describe, expect, it } from 'vitest';
import { isPostgresAvailable } from '../store/postgres-server.js';
import { surviveKills } from './kills.js';

/** A run that failed says its seed; with it the same parts are killed after the same waits. */
const seed = Number(process.env['SEXTANT_TEST_SEED'] ?? Date.now());

describe.skipIf(!isPostgresAvailable)('kill -9 of server, worker and Postgres', () => {
  it('fifty times under load loses nothing that was acknowledged', { timeout: 1_800_000 }, async () => {
    const { decisions, probes } = await surviveKills({ kills: 50, seed, probes: 30 });
    expect(decisions).toBeGreaterThan(100);
    expect(probes).toBeGreaterThan(5);
  });
});
