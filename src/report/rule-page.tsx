import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Rule, RuleSet } from '../advise/schema.js';
import { Document } from './document.js';
import { Entry } from './parts/entry.js';
import { renderPage } from './render-page.js';
import {
  type CatalogueSection,
  catalogueSections,
  sharedConditions,
  valueInWords,
  whenInWords,
} from './rule-catalogue.js';
import { SourceLink } from './source-link.js';

/** A rule set as a page of its own: the catalogue of `ruleCatalogue`, each rule under its own id as the anchor, for links from advice. */
export const renderRules = (ruleSet: RuleSet): string =>
  renderPage(
    <Document title={titleOf(ruleSet)}>
      <Catalogue ruleSet={ruleSet} />
    </Document>,
  );

export const titleOf = ({ name, version }: RuleSet): string => `Rules ${name} ${version}`;

/** Anchor of a section of the catalogue. */
export const anchorOf = (title: string): string => `slot-${title.replaceAll(' ', '-')}`;

/** All that such a page says. Children: what leads to its sections, below the heading. */
export const Catalogue: FC<PropsWithChildren<{ readonly ruleSet: RuleSet }>> = ({ ruleSet, children }) => {
  const { name, version, rules } = ruleSet;
  return (
    <>
      <header>
        <h1>Rules</h1>
        <p>
          {rules.length} rules of the set {name} {version}, in the order in which settings are decided. A comparison
          with a fact that is not known is unknown, and a rule whose condition is not true does not fire. In the reasons{' '}
          {'{{fact}}'} stands for the value of that fact.
        </p>
      </header>
      {children}
      {catalogueSections(ruleSet).map((section) => (
        <RulesOfSlot section={section} />
      ))}
      <section>
        <h2 id="conditions">Shared conditions</h2>
        <dl>
          {sharedConditions(ruleSet).map(({ key, text }) => (
            <SharedCondition name={key} text={text} />
          ))}
        </dl>
      </section>
    </>
  );
};

const RulesOfSlot: FC<{ readonly section: CatalogueSection }> = ({ section: { title, policy, rules } }) => (
  <section>
    <h2 id={anchorOf(title)}>{title}</h2>
    <p>{policy}</p>
    {rules.map((rule) => (
      <RuleArticle rule={rule} />
    ))}
  </section>
);

const RuleArticle: FC<{ readonly rule: Rule }> = ({ rule }) => {
  const { id, priority, when, recommend, because, source, trials = [] } = rule;
  return (
    <article id={id}>
      <h3>
        <code>{id}</code> (priority {priority})
      </h3>
      <dl>
        <Entry name="Recommends">
          <b>{valueInWords(recommend)}</b>
        </Entry>
        <Entry name="When">
          <Marked words={whenInWords(when)} />
        </Entry>
        <Entry name="Because">{because}</Entry>
        <Entry name="Source">
          <cite>
            <SourceLink source={source} />
          </cite>
        </Entry>
        {trials.map((trial) => (
          <Entry name="To be tried">
            {trial.slot} {valueInWords(trial.value)}. {trial.because}
          </Entry>
        ))}
      </dl>
    </article>
  );
};

interface SharedConditionProps {
  readonly name: string;
  readonly text: string;
}

const SharedCondition: FC<SharedConditionProps> = ({ name, text }) => (
  <div>
    <dt id={`condition-${name}`}>{name}</dt>
    <dd>
      <Marked words={text} />
    </dd>
  </div>
);

/** Facts between back quotes and shared conditions between asterisks, as the catalogue writes them. */
const Marked: FC<{ readonly words: string }> = ({ words }) =>
  words.split(/(`[^`]+`|\*[^*]+\*)/).map((part) => {
    const name = part.slice(1, -1);
    if (part.startsWith('`')) return <code>{name}</code>;
    return part.startsWith('*') ? <a href={`#condition-${name}`}>{name}</a> : part;
  });
