import type { OAuth2Flows, SecurityScheme } from '../dsl/security.ts'
import type { MethodModel } from '../model/model.ts'
import { compact } from './compact.ts'
import type { SecurityRequirement, SecuritySchemeObject } from './openapi-document.ts'

/** One of them must hold, and every part of it; none of them: anybody may call. */
export function toSecurityRequirements({
  security,
}: Pick<MethodModel, 'security'>): SecurityRequirement[] {
  return security.map((alternative) => {
    const requirement: Record<string, readonly string[]> = {}
    for (const { scheme, requiredScopes } of alternative) {
      const known = requirement[scheme.name] ?? []
      requirement[scheme.name] = [...new Set([...known, ...requiredScopes])]
    }
    return requirement
  })
}

export function toSecurityScheme(scheme: SecurityScheme): SecuritySchemeObject {
  const { description, scopes } = scheme
  const named = Object.keys(scopes).length > 0
  // OpenAPI describes scopes for OAuth 2.0 alone.
  const described = compact({ description, 'x-scopes': named ? scopes : undefined })
  switch (scheme.kind) {
    case 'basic':
      return { type: 'http', scheme: 'basic', ...described }
    case 'jwt':
      return { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', ...described }
    case 'apiKey':
      return { type: 'apiKey', in: scheme.in, name: scheme.parameter, ...described }
    case 'oauth2':
      return {
        type: 'oauth2',
        flows: toFlows(scheme.flows, scopes),
        ...compact({ description }),
      }
  }
}

function toFlows(flows: OAuth2Flows, scopes: SecurityScheme['scopes']): object {
  return Object.fromEntries(
    Object.entries(flows).map(([name, flow]) => [name, { ...flow, scopes }]),
  )
}
