import { adviseDataset } from '../../decide/advise-dataset.js';
import { adviseProfile } from '../../decide/advise.js';
import type { Context } from '../../decide/context.js';
import { type Dataset, datasetColumns, getDataset, uploadDataset } from '../../decide/datasets.js';
import { cancelProbe } from '../../decide/probes.js';
import { probeProgress } from '../../decide/probe-progress.js';
import { listRecommendations } from '../../decide/recommendations.js';
import { reportSource } from '../../decide/report-source.js';
import { asSextantError, SextantError } from '../../errors.js';
import type { ProfileInput } from '../../profile/schema.js';
import { renderDataset } from '../../report/pages/dataset-page.js';
import { profileForm, renderHome } from '../../report/pages/home-page.js';
import { liveScript } from '../../report/pages/live-script.js';
import { stopOf } from '../limits.js';
import { isFault } from '../problems.js';
import { openUpload } from '../uploads.js';
import type { Action } from './action.js';
import { formToken } from './login.js';
import { idOf, type Page } from './page.js';

/** The newest recommendations that the first page lists. */
const MOST_LISTED = 10;

const homePage: Page = {
  path: '/',
  scope: 'advise',
  render: async (c, context) =>
    renderHome({ token: formToken(c), newest: await listRecommendations(context, { limit: MOST_LISTED }) }),
};

const datasetPage: Page = {
  path: '/datasets/:id',
  scope: 'probe',
  render: async (c, context) => {
    const dataset = await getDataset(context, idOf('dataset', c.req.param('id')));
    return renderDataset({ token: formToken(c), dataset, ...(await contentOf(context, dataset, stopOf(c))) });
  },
};

/** What is in a file, or why nothing can be told of it. */
async function contentOf(context: Context, dataset: Dataset, signal: AbortSignal) {
  try {
    return { columns: await datasetColumns(context, dataset, signal) };
  } catch (thrown) {
    if (isFault(thrown)) throw thrown;
    const { message, hint } = asSextantError(thrown);
    return { problem: { detail: message, hint } };
  }
}

const recommendationPage: Page = {
  path: '/recommendations/:id',
  scope: 'advise',
  render: async (c, context) => {
    const { recommendation, ...source } = await reportSource(context, idOf('recommendation', c.req.param('id')));
    // Charts are heavy: a service that starts does not wait for them.
    const { renderRecommendation } = await import('../../report/pages/recommendation-page.js');
    return renderRecommendation(recommendation, source);
  },
};

const probePage: Page = {
  path: '/probes/:id',
  scope: 'probe',
  permissions: { script: liveScript },
  render: async (c, context) => {
    const { renderProbe } = await import('../../report/pages/probe-page.js');
    return renderProbe({ token: formToken(c), ...(await probeProgress(context, idOf('probe', c.req.param('id')))) });
  },
};

/** Pages by which a person gets a recommendation. */
export const recommendPages: readonly Page[] = [homePage, datasetPage, recommendationPage, probePage];

const upload: Action = {
  path: '/datasets',
  scope: 'probe',
  carryOut: async (c, context) => `/datasets/${(await uploadDataset(context, await openUpload(c, undefined))).id}`,
};

type Form = Readonly<Record<string, unknown>>;

/** What a form sends by a name, as it was typed. */
const typedIn = (form: Form, name: string): string => {
  const value = form[name];
  return typeof value === 'string' ? value : '';
};

/** The same without white space around it. */
const textOf = (form: Form, name: string): string => typedIn(form, name).trim();

const ofProfile: Action = {
  path: '/recommendations',
  scope: 'advise',
  carryOut: async (c, context) => {
    const profile = parseProfile(textOf(await c.req.parseBody(), 'profile'));
    const { id } = await adviseProfile(context, { profile, requestId: c.get('requestId') });
    return `/recommendations/${id}`;
  },
  again: async (c) => profileForm({ token: formToken(c), refused: typedIn(await c.req.parseBody(), 'profile') }),
};

function parseProfile(text: string): ProfileInput {
  try {
    // Whatever it is, the verb looks at it.
    return JSON.parse(text) as ProfileInput;
  } catch (cause) {
    throw new SextantError('profile_invalid', 'The profile is not JSON.', {
      hint: 'It begins with { and ends with }; names and texts stand in double quotes.',
      cause,
    });
  }
}

const ofDataset: Action = {
  path: '/datasets/:id/recommendations',
  scope: 'probe',
  carryOut: async (c, context) => {
    const form = await c.req.parseBody();
    const [target, budgetSeconds] = [textOf(form, 'target'), Number(textOf(form, 'seconds'))];
    if (target === '') throw noTarget();
    const { id, probe } = await adviseDataset(context, {
      dataset: { datasetId: idOf('dataset', c.req.param('id')), target: [target] },
      requestId: c.get('requestId'),
      signal: stopOf(c),
      ...(budgetSeconds > 0 && { probe: { budgetSeconds, seed: 0 } }),
    });
    return probe === undefined ? `/recommendations/${id}` : `/probes/${probe.id}`;
  },
  back: (c) => ({ path: `/datasets/${c.req.param('id') ?? ''}`, name: 'Back to the file' }),
};

const noTarget = (): SextantError =>
  new SextantError('request_invalid', 'No column was chosen.', {
    hint: 'Choose the one that the network shall predict.',
  });

const cancel: Action = {
  path: '/probes/:id/cancel',
  scope: 'probe',
  carryOut: async (c, context) => `/probes/${(await cancelProbe(context, idOf('probe', c.req.param('id')))).id}`,
};

/** What their forms ask for. */
export const recommendActions: readonly Action[] = [upload, ofProfile, ofDataset, cancel];
