import type { ApiDefinition, ServerDefinition } from '../dsl/api-definition.ts'
import type { Tell } from '../problems.ts'
import { checkSettings } from './check-settings.ts'
import {
  contactSettings,
  docsSettings,
  licenseSettings,
  serverSettings,
  variableSettings,
} from './definition-settings.ts'

/** Checks what an API says about itself: only documents read it. */
export function checkAbout(definition: ApiDefinition, tell: Tell): void {
  const { contact, license, docs, servers = [] } = definition
  if (contact !== undefined) checkSettings(contact, contactSettings, 'a contact', tell)
  if (license !== undefined) checkSettings(license, licenseSettings, 'a license', tell)
  if (docs !== undefined) checkSettings(docs, docsSettings, 'a reference to docs', tell)
  for (const server of servers) {
    if (!checkSettings(server, serverSettings, 'a server', tell)) continue
    const reason = serverFlaw(server, tell)
    if (reason !== undefined) tell('SERVER_MALFORMED', { url: server.url, reason })
  }
}

function serverFlaw({ url, variables = {} }: ServerDefinition, tell: Tell): string | undefined {
  const used = new Set(Array.from(url.matchAll(/\{(\w+)\}/g), ([, name = '']) => name))
  let filled = url
  for (const [name, variable] of Object.entries(variables)) {
    if (!checkSettings(variable, variableSettings, 'a variable', tell)) return undefined
    if (!used.has(name)) return `it does not name {${name}}`
    const { default: fallback, enum: values = [fallback] } = variable
    if (!values.includes(fallback)) return `the default of {${name}} is not among its values`
    filled = filled.replaceAll(`{${name}}`, fallback)
  }
  const [unknown] = [...used].filter((name) => !Object.hasOwn(variables, name))
  if (unknown !== undefined) return `{${unknown}} is not declared`
  return URL.canParse(filled, 'http://localhost') ? undefined : 'it is no URL'
}
