import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { packageRoot } from '../../package-info.js';
import { renderGuide, renderGuideIndex } from '../../report/pages/guide-page.js';
import type { App } from '../operation.js';
import { problem } from '../problems.js';
import { allowForms } from './page.js';

const folder = join(packageRoot, 'docs');

const contentTypes: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
};

/** Files of the guide by their path in it: nothing else is read, whatever the address. */
function filesOfGuide(): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Set(paths.map((path) => path.split(sep).join('/')).filter((path) => /\.(?:md|svg|png|json)$/.test(path)));
}

/** The documentation, as pages. It is no secret: it needs no key. */
export function addGuide(app: App): void {
  const files = filesOfGuide();
  app.get('/docs/guide', (c) => {
    allowForms(c);
    return c.html(renderGuideIndex());
  });
  app.get('/docs/guide/:path{.+}', async (c) => {
    const path = c.req.param('path');
    if (!files.has(path))
      return problem(c, 'not_found', { detail: 'The guide has no such page.', hint: 'GET /docs/guide lists them.' });
    const type = contentTypes[path.slice(path.lastIndexOf('.') + 1)];
    const content = await readFile(join(folder, path));
    if (type !== undefined) return c.body(new Uint8Array(content), 200, { 'Content-Type': type });
    allowForms(c, { images: true });
    return c.html(await renderGuide({ path, markdown: content.toString('utf8'), files }));
  });
}
