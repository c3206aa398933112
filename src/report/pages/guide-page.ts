import { posix } from 'node:path';
import { Marked, type Tokens } from 'marked';
import { escapeText, type Html, html, trusted } from '../html-template.js';
import { serviceDocument } from './service-document.js';

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
  serviceDocument({
    title: 'Guide',
    place: 'Guide',
    body: html`<header><h1>Guide</h1></header>${chapters.map(
      ({ title, pages }) =>
        html`<section><div class="section-head"><h2>${title}</h2></div><ul>${pages.map(
          ({ path, name }) => html`<li><a href="/docs/guide/${path}">${name}</a></li>`,
        )}</ul></section>`,
    )}`,
  });

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
  let tables = 0;
  const reader = new Marked({ gfm: true });
  reader.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        return `<h${depth} id="${slugOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        return isWithin(path, href, files) ? `<a href="${escapeText(href)}">${inner}</a>` : inner;
      },
      table(token: Tokens.Table) {
        tables += 1;
        const head = token.header.map(({ text, tokens }) =>
          text === '' ? '<td></td>' : `<th scope="col">${this.parser.parseInline(tokens)}</th>`,
        );
        const lines = token.rows.map(
          (row) => `<tr>${row.map(({ tokens }) => `<td>${this.parser.parseInline(tokens)}</td>`).join('')}</tr>`,
        );
        return `<div class="scroll" role="region" aria-label="Table ${tables}" tabindex="0"><table class="listing"><thead><tr>${head.join('')}</tr></thead><tbody>${lines.join('')}</tbody></table></div>\n`;
      },
    },
  });
  const body: Html = trusted(await reader.parse(markdown));
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? path;
  return serviceDocument({ title, place: 'Guide', images: true, body: html`<article class="prose">${body}</article>` });
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
