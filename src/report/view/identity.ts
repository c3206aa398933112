import type { Provenance } from '../../settings/provenance.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { formatCount } from '../format.js';

/** The identity of everything that the answer depends on, as names and values. */
export function identityRows(
  recommendation: Recommendation,
  { file, appVersion }: Provenance = {},
): [string, string][] {
  const { id, decisionId, ruleSet, probe } = recommendation;
  return [
    ['recommendation', id],
    ['decision', decisionId],
    ...(file
      ? ([
          ['file', file.name],
          ['SHA-256 of the file', file.sha256],
        ] as [string, string][])
      : []),
    ...(appVersion === undefined ? [] : [['Sextant', appVersion] as [string, string]]),
    ['rule set', `${ruleSet.name} ${ruleSet.version}`],
    ['rule-set hash', ruleSet.hash],
    ...(probe === undefined
      ? []
      : [['probe', `${probe.id}, seed ${probe.seed}, ${probe.backend} backend, ${bound(probe)}`] as [string, string]]),
  ];
}

const bound = ({ budgetSeconds, trialsLimit }: NonNullable<Recommendation['probe']>): string =>
  trialsLimit === undefined ? `budget ${budgetSeconds ?? 0} s` : formatCount(trialsLimit, 'trial');
