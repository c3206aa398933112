import { guidePaths } from '../../src/report/pages/guide-page.js';

type Pictures = Readonly<Record<string, readonly string[]>>;

/** The picture of a page of the guide. */
export const guidePicture = (path: string): string => `guide-${path.replaceAll('/', '-').replace('.md', '')}`;

/**
 * Every page that people see, by its path, with the names of its pictures: one for each state of it that looks different. What a form leads to
 * stands at the page that has the form. Each group is looked at by one file of tests, in every look.
 */
export const pictures = {
  decided: {
    '/decisions': ['decisions', 'decisions-none'],
    '/decisions/:id': ['decision', 'decision-probed', 'decision-verdicts', 'not-there'],
    '/evidence': ['evidence'],
    '/rule-sets': ['rule-sets', 'not-for-this-key'],
    '/rule-sets/compare': ['rule-sets-compare'],
    '/login': ['login', 'login-refused'],
  },
  asked: {
    '/': ['home', 'profile-refused'],
    '/datasets/:id': ['dataset', 'dataset-of-no-use', 'dataset-refused'],
    '/probes/:id': ['probe', 'probe-running', 'probe-ended'],
    '/recommendations/:id': ['recommendation', 'recommendation-of-a-profile'],
    '/v1/recommendations/{id}/report': ['report'],
    '/docs': ['api'],
  },
  guide: {
    '/docs/guide': ['guide'],
    '/docs/guide/:path{.+}': guidePaths.map(guidePicture),
    '/rules': ['rules'],
    '/*': ['no-such-page'],
  },
  reports: {
    '/v1/recommendations/{id}/report': [
      'report-binary',
      'report-multiclass',
      'report-regression',
      'report-of-rules-alone',
    ],
  },
} as const satisfies Record<string, Pictures>;

export const namesIn = (of: Pictures): string[] => Object.values(of).flat();
