/**
 * What runs on the documents page, as the browser gets it.
 *
 * "Try it out" calls the server that the page is from: another one is none of the page's business,
 * and its policy would not let it. For the same reason tokens are pasted, not fetched. The errors
 * that nearly every operation has take a line each, until somebody wants to see one.
 */
export const pageScript = `const element = document.querySelector('#docs')
const address = (path) => new URL(path, location.href).href
const response = await fetch(address(element.dataset.document))
const spec = await response.json()

spec.servers = [{ url: address(element.dataset.root).replace(/\\/$/, ''), description: 'This server' }]

for (const scheme of Object.values(spec.components.securitySchemes)) {
  if (scheme.type !== 'oauth2') continue
  const flows = Object.values(scheme.flows)
  const places = new Set(flows.map((flow) => flow.authorizationUrl ?? flow.tokenUrl))
  const hint = \`Paste a token, without "Bearer". Tokens are from \${[...places].join(', ')}.\`
  const description = [scheme.description, hint].filter(Boolean).join('\\n\\n')
  Object.assign(scheme, { type: 'http', scheme: 'bearer', description })
  delete scheme.flows
}

const foldErrors = ({ React }) => {
  const { createElement, useState } = React
  const fold = (Response) => (props) => {
    const description = props.response.get('description')
    const [open, setOpen] = useState(Number(props.code) < 400)
    if (open || description === undefined) return createElement(Response, props)
    const onClick = () => setOpen(true)
    const button = createElement('button', { type: 'button', title: 'Show', onClick }, description)
    return createElement(
      'tr',
      { className: 'response folded', 'data-code': props.code },
      createElement('td', { className: 'response-col_status' }, props.code),
      createElement('td', { className: 'response-col_description' }, button),
    )
  }
  return { wrapComponents: { response: fold } }
}

SwaggerUIBundle({
  spec,
  domNode: element,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  plugins: [foldErrors],
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
})
`
