import { decidedFacts } from '../../decide/decided-facts.js';
import { diffRuleSets } from '../../decide/diff-rule-sets.js';
import { explainRecord } from '../../decide/explain.js';
import { summaryOfDecision } from '../../decide/list-decisions.js';
import { listRuleSets } from '../../decide/rule-sets.js';
import { listRuleEvidence } from '../../decide/rule-evidence.js';
import { standingOf } from '../../decide/standing.js';
import { renderDamagedDecision, renderDecision } from '../../report/pages/decision-page.js';
import { renderEvidence } from '../../report/pages/evidence-page.js';
import { renderRuleSetDiff } from '../../report/pages/rule-set-diff-page.js';
import { renderRuleSets } from '../../report/pages/rule-sets-page.js';
import { decisionsPage } from './decisions.js';
import { idOf, type Page } from './page.js';

/** Rule sets of the workspace that a page lists. */
const MOST_SETS = 200;
/** Of recorded decisions so many are asked anew by a comparison. */
const MOST_COMPARED = 100;

const decisionPage: Page = {
  path: '/decisions/:id',
  scope: 'audit',
  render: async (c, context) => {
    const id = idOf('decision', c.req.param('id'));
    const standing = await standingOf(context, id);
    const decision = await summaryOfDecision(context, id);
    if (decision.damaged) return renderDamagedDecision(decision, standing);
    const { record, explanation } = await explainRecord(context, id);
    return renderDecision({ explanation, summary: decision.summary, facts: decidedFacts(record), standing });
  },
};

const evidencePage: Page = {
  path: '/evidence',
  scope: 'advise',
  render: async (_, context) => renderEvidence(await listRuleEvidence(context)),
};

const ruleSetsPage: Page = {
  path: '/rule-sets',
  scope: 'rules',
  render: async (_, context) => renderRuleSets(await listRuleSets(context, { limit: MOST_SETS })),
};

const comparePage: Page = {
  path: '/rule-sets/compare',
  scope: 'rules',
  render: async (c, context) => {
    const query = c.req.query();
    const [before, after] = [idOf('rule set', query['before']), idOf('rule set', query['after'])];
    return renderRuleSetDiff(await diffRuleSets(context, { before, after, decisions: MOST_COMPARED }));
  },
};

/** Pages about what was decided. */
export const pages: readonly Page[] = [decisionsPage, decisionPage, evidencePage, ruleSetsPage, comparePage];
