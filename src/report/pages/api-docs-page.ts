import { html } from '../html-template.js';
import { serviceDocument } from './service-document.js';

/** Starts Swagger UI, which asks nobody but this service. */
export const apiScript = `
window.addEventListener('load', () => {
  SwaggerUIBundle({ url: '/openapi.json', dom_id: '#operations', validatorUrl: null, deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: -1 });
});
`;

/** The operations of the service, from its own document. */
export const renderApiDocs = (): string =>
  serviceDocument({
    title: 'API',
    place: 'API',
    script: apiScript,
    assets: true,
    bringsMain: true,
    body: html`<header><h1>Operations over HTTP</h1><p class="lead">The document itself is at <a href="/openapi.json">/openapi.json</a>; the same to read, without a script, is in <a href="/docs/guide/reference/api.md">the guide</a>.</p></header>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"><script src="/docs/assets/swagger-ui-bundle.js"></script><div id="operations" class="api"></div>`,
  });
