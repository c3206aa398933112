import { InlineStyle } from '../document.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

/** Starts Swagger UI, which asks nobody but this service. Its dark colours hang on a class: light or dark is what the browser prefers. */
export const apiScript = `
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
window.addEventListener('load', () => {
  SwaggerUIBundle({ url: '/openapi.json', dom_id: '#operations', validatorUrl: null, deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: -1 });
});
`;

/** The page's colours where those of Swagger UI are white, or too faint to be read, in light or in dark. Its selectors have no id: one here wins. */
export const apiStyle = `
html.dark-mode{background:var(--paper)}
#operations{background:var(--panel);color:var(--ink);border-radius:10px;margin-top:20px;padding:4px 0}
#operations .swagger-ui,#operations .scheme-container{background:var(--panel)}
#operations pre.version{background:none;margin:0;padding:0}
#operations .info a,#operations .info .url{color:var(--accent)}
#operations .parameter__in{color:var(--muted)}
#operations .examples-select__section-label,#operations .headers-wrapper td,#operations .headers-wrapper th{color:var(--ink)}
#operations .btn.cancel{color:var(--refuted);border-color:var(--refuted)}
#operations .microlight span[style*="211, 99, 99"]{color:#f0a0a0!important}
@media (max-width:719px){#operations .opblock-tag{flex-wrap:wrap;font-size:20px}#operations .opblock-tag>a{flex:1}#operations .opblock-tag small{flex:1 0 100%;order:1;padding:0}}
html:not(.dark-mode) #operations .info .title small{background:var(--muted)}
html:not(.dark-mode) #operations .info .title small.version-stamp{background:var(--confirmed)}
html:not(.dark-mode) #operations .opblock-summary-method{color:#0b1219;text-shadow:none}
html:not(.dark-mode) #operations .btn.authorize,html:not(.dark-mode) #operations .btn.authorize span{color:var(--confirmed);border-color:var(--confirmed)}
html:not(.dark-mode) #operations .btn.authorize svg{fill:var(--confirmed)}
html:not(.dark-mode) #operations .btn.execute{background:var(--accent);border-color:var(--accent)}
html:not(.dark-mode) #operations .renderedMarkdown code,html:not(.dark-mode) #operations .markdown code{color:#6f0fc4}
`;

/** The operations of the service, from its own document. */
export const renderApiDocs = (): string =>
  renderPage(
    <ServicePage title="API" place="API" script={apiScript} style={apiStyle} assets bringsMain>
      <header>
        <h1>Operations over HTTP</h1>
        <p class="lead">
          The document itself is at <a href="/openapi.json">/openapi.json</a>; the same to read, without a script, is in{' '}
          <a href="/docs/guide/reference/api.md">the guide</a>.
        </p>
      </header>
      <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
      <InlineStyle text={apiStyle} />
      <script src="/docs/assets/swagger-ui-bundle.js" />
      <div id="operations" />
    </ServicePage>,
  );
