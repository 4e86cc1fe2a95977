import type { ApiDefinition } from '../dsl/api-definition.ts'
import type { Service } from '../dsl/service.ts'
import { DesignError, ProblemReport } from '../problems.ts'
import { frozenCopy } from '../schema/frozen-json.ts'
import type { SourceLocation } from '../source-location.ts'
import { checkAbout } from './check-about.ts'
import { checkName } from './check-name.ts'
import { checkSettings } from './check-settings.ts'
import { apiSettings } from './definition-settings.ts'
import { DesignContext } from './design-context.ts'
import type { ApiModel } from './model.ts'
import { parsePathTemplate } from './path-template.ts'
import { resolveService } from './resolve-service.ts'

/**
 * Resolves a design in one pass: inherits what is inherited, infers what is inferred, and gathers
 * every problem on the way.
 */
export function resolveApi(name: string, definition: ApiDefinition, at: SourceLocation): ApiModel {
  assertReadable(name, definition, at)
  const context = new DesignContext(name, definition, at)
  const tell = context.report.of(name, at)
  checkName(name, 'an API', tell)
  checkAbout(definition, tell)
  const prefix = parsePathTemplate(definition.path ?? '/')
  if (typeof prefix === 'string' || prefix.parameters.length > 0) {
    const reason = typeof prefix === 'string' ? prefix : 'the prefix of an API has no parameters'
    tell('PATH_MALFORMED', { path: definition.path, reason })
  }
  if (definition.services.length === 0) tell('API_EMPTY')
  checkServiceNames(definition.services, context)
  const services = definition.services.flatMap((service) => resolveService(service, context) ?? [])
  context.schemas.finish()
  const { problems } = context.report
  if (problems.length > 0) throw new DesignError(name, problems)
  return deepFreeze({
    name,
    version: definition.version,
    title: definition.title ?? name,
    description: definition.description,
    termsOfService: definition.termsOfService,
    contact: frozenCopy(definition.contact),
    license: frozenCopy(definition.license),
    docs: frozenCopy(definition.docs),
    servers: frozenCopy(definition.servers ?? []),
    unknownFields: definition.unknownFields ?? 'reject',
    problemTypes: context.problemTypes,
    path: definition.path === '/' ? '' : (definition.path ?? ''),
    services,
    schemes: [...context.schemes.schemes.values()],
    resources: [...context.resources.values()],
    types: [...context.schemas.types.values()],
  })
}

/** Without readable settings there is nothing to resolve. */
function assertReadable(name: string, definition: ApiDefinition, at: SourceLocation): void {
  const report = new ProblemReport()
  const valid = checkSettings(definition, apiSettings, 'an API', report.of(String(name), at))
  if (!valid) throw new DesignError(String(name), report.problems)
}

function checkServiceNames(services: readonly Service[], context: DesignContext): void {
  const seen = new Set<string>()
  for (const { name, at } of services) {
    const tell = context.report.of(name, at)
    checkName(name, 'a service', tell)
    if (seen.has(name)) tell('SERVICE_DUPLICATE', { name })
    seen.add(name)
  }
}

/** The model's own objects; the values that users made are frozen already. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}
