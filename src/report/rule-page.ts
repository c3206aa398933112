import type { Rule, RuleSet } from '../advise/schema.js';
import { htmlDocument } from './document.js';
import { type Html, html } from './html-template.js';
import { sourceLink } from './source-link.js';
import { catalogueSections, sharedConditions, valueInWords, whenInWords } from './rule-catalogue.js';

/** A rule set as a page of its own: the catalogue of `ruleCatalogue`, each rule under its own id as the anchor, for links from advice. */
export const renderRules = (ruleSet: RuleSet): string => htmlDocument(titleOf(ruleSet), rulesBody(ruleSet));

export const titleOf = ({ name, version }: RuleSet): string => `Rules ${name} ${version}`;

/** Anchor of a section of the catalogue. */
export const anchorOf = (title: string): string => `slot-${title.replaceAll(' ', '-')}`;

/** All that such a page says. `contents`: what leads to its sections, below the heading. */
export function rulesBody(ruleSet: RuleSet, contents?: Html): Html {
  const { name, version, rules } = ruleSet;
  const sections = catalogueSections(ruleSet).map(
    ({ title, policy, rules: own }) =>
      html`<section><h2 id="${anchorOf(title)}">${title}</h2><p>${policy}</p>${own.map(ruleArticle)}</section>`,
  );
  const shared = sharedConditions(ruleSet).map(
    ({ key, text }) => html`<div><dt id="condition-${key}">${key}</dt><dd>${marked(text)}</dd></div>`,
  );
  return html`<header><h1>Rules</h1><p>${rules.length} rules of the set ${name} ${version}, in the order in which settings are decided. A comparison with a fact that is not known is unknown, and a rule whose condition is not true does not fire. In the reasons {{fact}} stands for the value of that fact.</p></header>${contents}
${sections}
<section><h2 id="conditions">Shared conditions</h2><dl>${shared}</dl></section>`;
}

const ruleArticle = ({ id, priority, when, recommend, because, source, trials = [] }: Rule): Html => html`
<article id="${id}"><h3><code>${id}</code> (priority ${priority})</h3>
<dl><div><dt>Recommends</dt><dd><b>${valueInWords(recommend)}</b></dd></div>
<div><dt>When</dt><dd>${marked(whenInWords(when))}</dd></div>
<div><dt>Because</dt><dd>${because}</dd></div>
<div><dt>Source</dt><dd><cite>${sourceLink(source)}</cite></dd></div>${trials.map(
  (trial) => html`<div><dt>To be tried</dt><dd>${trial.slot} ${valueInWords(trial.value)}. ${trial.because}</dd></div>`,
)}</dl></article>`;

/** Facts between back quotes and shared conditions between asterisks, as the catalogue writes them. */
const marked = (words: string): Html[] =>
  words.split(/(`[^`]+`|\*[^*]+\*)/).map((part) => {
    const name = part.slice(1, -1);
    if (part.startsWith('`')) return html`<code>${name}</code>`;
    return part.startsWith('*') ? html`<a href="#condition-${name}">${name}</a>` : html`${part}`;
  });
