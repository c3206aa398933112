import { posix } from 'node:path';
import { raw } from 'hono/html';
import { Marked, type RendererObject, type Tokens } from 'marked';
import { markupOf, renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

const chapters = [
  {
    title: 'Learn',
    pages: [{ path: 'tutorial.md', name: 'Ten minutes with Sextant' }],
  },
  {
    title: 'How to',
    pages: [
      { path: 'how-to/ci-gate.md', name: 'Make a recommendation a gate of your build' },
      { path: 'how-to/own-rules.md', name: 'Put rules of your own before the built-in ones' },
      { path: 'how-to/model-in-javascript.md', name: 'Use the final model in JavaScript' },
      { path: 'how-to/scale-out.md', name: 'Run it on several machines' },
      { path: 'audit.md', name: 'Hand the record to an auditor' },
      { path: 'operations.md', name: 'Run the service' },
    ],
  },
  {
    title: 'Understand',
    pages: [
      { path: 'probe.md', name: 'One probe, step by step' },
      { path: 'limits.md', name: 'Limits, and when not to use it' },
      { path: 'search.md', name: 'How a probe searches' },
      { path: 'record.md', name: 'What can be asked of the record' },
      { path: 'playbook.md', name: 'Where the tuning playbook lives' },
      { path: 'conflicts.md', name: 'Where the sources disagree' },
      { path: 'defaults.md', name: 'Beside the defaults of other tools' },
    ],
  },
  {
    title: 'Look up',
    pages: [
      { path: 'reference/cli.md', name: 'Commands' },
      { path: 'reference/api.md', name: 'Operations over HTTP' },
      { path: 'rules.md', name: 'Rules' },
      { path: 'reference/configuration.md', name: 'Configuration' },
      { path: 'reference/metrics.md', name: 'Metrics' },
      { path: 'reference/log.md', name: 'Lines of the logs' },
    ],
  },
] as const;

/** Pages that the index names, for who checks that they are there. */
export const guidePaths: readonly string[] = chapters.flatMap(({ pages }) => pages.map(({ path }) => path));

/** What there is to read. */
export const renderGuideIndex = (): string =>
  renderPage(
    <ServicePage title="Guide" place="Guide">
      <header>
        <h1>Guide</h1>
      </header>
      {chapters.map(({ title, pages }) => (
        <section>
          <div class="section-head">
            <h2>{title}</h2>
          </div>
          <ul>
            {pages.map(({ path, name }) => (
              <li>
                <a href={`/docs/guide/${path}`}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </ServicePage>,
  );

export interface GuidePage {
  /** In the guide, with slashes. */
  readonly path: string;
  /** Written by this project: its markup stands as it is. */
  readonly markdown: string;
  /** What links may lead to. */
  readonly files: ReadonlySet<string>;
}

/** A page of the documentation. Links that lead out of it, into the repository, are text. */
export async function renderGuide({ path, markdown, files }: GuidePage): Promise<string> {
  const reader = new Marked({ gfm: true });
  reader.use({ renderer: rendererOf((href) => isWithin(path, href, files)) });
  const prose = await reader.parse(markdown);
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? path;
  return renderPage(
    <ServicePage title={title} place="Guide" images>
      {/* Made from a file of this project alone. */}
      <article class="prose">{raw(prose)}</article>
    </ServicePage>,
  );
}

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

/** How headings, links and tables are written where the reader's own way will not do. */
function rendererOf(isLink: (href: string) => boolean): RendererObject {
  let tables = 0;
  return {
    heading({ tokens, depth, text }) {
      const Heading = headings[depth - 1] ?? 'h6';
      return markupOf(<Heading id={slugOf(text)}>{raw(this.parser.parseInline(tokens))}</Heading>);
    },
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      return isLink(href) ? markupOf(<a href={href}>{raw(inner)}</a>) : inner;
    },
    table({ header, rows }) {
      tables += 1;
      const cellOf = ({ tokens }: Tokens.TableCell) => raw(this.parser.parseInline(tokens));
      return markupOf(
        <div class="scroll" role="region" aria-label={`Table ${tables}`} tabindex={0}>
          <table class="listing">
            <thead>
              <tr>{header.map((cell) => (cell.text === '' ? <td /> : <th scope="col">{cellOf(cell)}</th>))}</tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  {row.map((cell) => (
                    <td>{cellOf(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>,
      );
    },
  };
}

/** An address elsewhere, a place in the same page, or a file of the guide. */
function isWithin(path: string, href: string, files: ReadonlySet<string>): boolean {
  if (/^https?:/.test(href) || href.startsWith('#')) return true;
  return files.has(posix.join(posix.dirname(path), href.replace(/#.*$/, '')));
}

/** As GitHub makes them: lower case, spaces as hyphens, other signs left out. */
const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
