import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { policyWith } from '../../report/page-policy.js';
import { apiScript, apiStyle, renderApiDocs } from '../../report/pages/api-docs-page.js';
import type { App } from '../operation.js';

/** What Swagger UI consists of; its package has more, which is not served. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
};

/** Operations over HTTP, to read and to try: Swagger UI on the service's own document. Nothing comes from another host. */
export function addApiDocs(app: App): void {
  const { resolve } = createRequire(import.meta.url);
  app.get('/docs', (c) => {
    c.header(
      'Content-Security-Policy',
      `${policyWith({ forms: 'self', script: apiScript, style: apiStyle, assets: true })}; frame-ancestors 'none'`,
    );
    return c.html(renderApiDocs());
  });
  for (const [name, type] of Object.entries(assets))
    app.get(`/docs/assets/${name}`, async (c) => {
      const content = await readFile(resolve(`swagger-ui-dist/${name}`));
      return c.body(new Uint8Array(content), 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' });
    });
}
