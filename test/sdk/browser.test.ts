import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/decide/keys.js';
import { openBrowser } from '../http/browser.js';
import { createService, serve } from '../http/helpers.js';
import { temporaryFolder } from '../store/backends.js';
import { installClient } from './published.js';

const folder = temporaryFolder();
/** No name of this machine: to a browser a page from there is not secure, and has less of `crypto`. */
const elsewhere = 'sextant.test';
let dist: string;
let browser: Browser;

beforeAll(async () => {
  ({ dist } = await installClient(folder));
  // A page that the test makes up came from nowhere, which Chromium would not let near this machine.
  const isLet = '--disable-features=LocalNetworkAccessChecks';
  browser = await openBrowser(`--host-resolver-rules=MAP ${elsewhere} 127.0.0.1`, isLet);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the page does with the client, as a page would have it: the modules as they are published, without a bundler. */
const program = (key: string | undefined): string => `(async () => {
  const { createSextant, SextantProblem } = await import('/client/index.js');
  const sextant = createSextant({ baseUrl: location.origin, key: ${JSON.stringify(key)} });
  const profile = { task: 'binary', rows: 1000, columns: { numeric: 12 }, classCounts: { no: 910, yes: 90 } };
  const advice = await sextant.createRecommendation({ profile });
  const rows = Array.from({ length: 60 }, (_, i) => [i % 10, (i * 7) % 13, i % 10 > 4 ? 'high' : 'low'].join());
  const body = new Blob([['a,b,y', ...rows].join('\\n')]);
  const dataset = await sextant.uploadDataset({ name: 'rows.csv', body });
  const { id, probe } = await sextant.createRecommendation({
    dataset: { id: dataset.id, target: ['y'] },
    probe: { trialsLimit: 2 },
    constraints: { settings: { epochs: 10, foldRepeats: 1 } },
  });
  const events = [];
  for await (const event of sextant.streamProbeEvents(probe.id)) events.push(event);
  const problem = await sextant.getProbe({ id: 'prb_00000000-0000-7000-8000-000000000000' }).catch((error) => error);
  return {
    isSecure: isSecureContext,
    loss: advice.settings.loss,
    bytes: [dataset.bytes, body.size],
    kinds: events.map(({ event }) => event),
    status: (await sextant.waitForProbe(probe.id)).status,
    isProbed: (await sextant.getRecommendation({ id })).probe.trials.length > 0,
    problem: [problem instanceof SextantProblem, problem.code],
  };
})()`;

interface Done {
  readonly bytes: readonly number[];
  readonly kinds: readonly string[];
}

describe.each([
  { page: 'of this machine', host: '127.0.0.1', isKeyed: false, isSecure: true },
  { page: 'from elsewhere, without TLS', host: elsewhere, isKeyed: true, isSecure: false },
])('the TypeScript SDK in a page $page', ({ host, isKeyed, isSecure }) => {
  const { app, context, startWorker } = createService();
  let served: Awaited<ReturnType<typeof serve>>;
  let stopWorker: () => Promise<void>;
  beforeAll(async () => {
    served = await serve(app);
    stopWorker = await startWorker();
  });
  afterAll(async () => {
    await stopWorker?.();
    await served?.stop();
  });

  it('asks, follows and is told what is wrong', async () => {
    const key = isKeyed ? (await createKey(context, { name: 'page', scopes: ['advise', 'probe'] })).key : undefined;
    const origin = `http://${host}:${served.port}`;
    const of = await browser.newContext();
    const page = await of.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.route(`${origin}/client/**`, (route) => {
      const path = new URL(route.request().url()).pathname.replace('/client/', '');
      if (path === '') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>page</title>' });
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(dist, path), 'utf8') });
    });
    await page.goto(`${origin}/client/`);
    const { bytes, kinds, ...done } = await page.evaluate<Done>(program(key));
    expect(done).toEqual({
      isSecure,
      loss: 'binaryCrossentropy',
      status: 'succeeded',
      isProbed: true,
      problem: [true, 'not_found'],
    });
    expect(bytes[0]).toBe(bytes[1]);
    expect(kinds.length).toBeGreaterThan(2);
    expect(kinds.lastIndexOf('progress')).toBe(kinds.indexOf('end') - 1);
    expect(errors).toEqual([]);
    await of.close();
  });
});
