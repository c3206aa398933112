import { describe, expect, it } from 'vitest';
import { isPostgresAvailable } from '../store/postgres-server.js';
import { surviveKills } from './kills.js';

describe.skipIf(!isPostgresAvailable)('kill -9 of server, worker and Postgres', () => {
  it('three times under load loses nothing that was acknowledged', { timeout: 400_000 }, async () => {
    const { decisions, probes } = await surviveKills({ kills: 3, seed: Date.now(), probes: 2 });
    expect([decisions > 0, probes > 0]).toEqual([true, true]);
  });
});
