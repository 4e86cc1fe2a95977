import type { ApiModel } from '@seaworthy/design'

/** The page may load and call what is served with it, and nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:", // the arrows in Swagger UI's style sheet
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The page that shows an API. All addresses are relative, so that it works behind a proxy that
 * takes off a prefix; `prefix` is what comes before `/docs` here.
 */
export function pageText({ title, version }: ApiModel, prefix: string): string {
  const root = prefix === '' ? './' : '../'.repeat(prefix.split('/').length - 1)
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(`${title} ${version}`)}</title>
    <link rel="icon" href="docs/icon.png">
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="stylesheet" href="docs/page.css">
    <script defer src="docs/swagger-ui.js"></script>
    <script type="module" src="docs/page.js"></script>
  </head>
  <body>
    <noscript>This page needs JavaScript. The document is <a href="openapi.json">here</a>.</noscript>
    <main id="docs" data-document="openapi.json" data-root="${root}"></main>
  </body>
</html>
`
}

export const pageStyle = `body {
  margin: 0;
}
noscript {
  display: block;
  padding: 2rem;
  font-family: sans-serif;
}
.swagger-ui .info {
  margin: 2rem 0;
}
.swagger-ui .scheme-container {
  margin: 0;
  padding: 1rem 0;
}
.swagger-ui .response-col_links {
  display: none;
}
.swagger-ui .parameters-col_name {
  min-width: 9rem;
}
.swagger-ui .folded td {
  padding: 0.35rem 0;
  vertical-align: baseline;
}
.swagger-ui .folded button {
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  text-align: left;
  cursor: pointer;
}
.swagger-ui .folded button::after {
  content: ' …';
}
`

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  }
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '')
}
