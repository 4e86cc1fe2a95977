import type { ApiDefinition } from '../dsl/api-definition.ts'
import type { Service } from '../dsl/service.ts'
import { DesignError } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'
import { DesignContext } from './design-context.ts'
import type { ApiModel, ServiceModel } from './model.ts'
import { joinPaths, parsePathTemplate } from './path-template.ts'
import { resolveMethod } from './resolve-method.ts'

/**
 * Resolves a design in one pass: inherits what is inherited, infers what is inferred, and gathers
 * every problem on the way.
 */
export function resolveApi(name: string, definition: ApiDefinition, at: SourceLocation): ApiModel {
  const context = new DesignContext(name, definition, at)
  context.checkName(name, 'an API', name, at)
  const prefix = parsePathTemplate(definition.path ?? '/')
  if (typeof prefix === 'string' || prefix.parameters.length > 0) {
    const reason = typeof prefix === 'string' ? prefix : 'the prefix of an API has no parameters'
    context.report.add('PATH_MALFORMED', name, at, { path: definition.path, reason })
  }
  checkServiceNames(definition.services, context)
  const services = definition.services.map((service) => resolveService(service, context))
  const { problems } = context.report
  if (problems.length > 0) throw new DesignError(name, problems)
  return deepFreeze({
    name,
    version: definition.version,
    title: definition.title ?? name,
    description: definition.description,
    termsOfService: definition.termsOfService,
    contact: definition.contact,
    license: definition.license,
    docs: definition.docs,
    servers: definition.servers ?? [],
    unknownFields: definition.unknownFields ?? 'reject',
    problemTypes: context.problemTypes,
    path: definition.path === '/' ? '' : (definition.path ?? ''),
    services,
    schemes: [...context.schemes.schemes.values()],
    resources: [...context.resources.values()],
    types: [...context.schemas.types.values()],
  })
}

function checkServiceNames(services: readonly Service[], context: DesignContext): void {
  const seen = new Set<string>()
  for (const { name, at } of services) {
    context.checkName(name, 'a service', name, at)
    if (seen.has(name)) context.report.add('SERVICE_DUPLICATE', name, at, { name })
    seen.add(name)
  }
}

function resolveService(service: Service, context: DesignContext): ServiceModel {
  const { name, definition } = service
  const methods = Object.entries(definition.methods)
  const files = definition.files ?? []
  const redirects = definition.redirects ?? []
  const prefix = joinPaths(context.definition.path ?? '/', definition.path ?? '/')
  return {
    name,
    description: definition.description,
    tags: definition.tags ?? [name],
    methods: methods.map(([method, one]) => resolveMethod(service, method, one, context)),
    files: files.map((one) => {
      const path = joinPaths(prefix, one.path)
      const template = parsePathTemplate(path)
      const readable = typeof template !== 'string'
      const wild = readable && template.parameters.every(({ wildcard }) => wildcard)
      const reason = readable ? 'only {*name} may stand for the file' : template
      if (!wild) context.report.add('FILES_MALFORMED', name, one.at, { path, reason })
      else context.claimRoute('GET', template, `${name} files`, one.at)
      return { ...one, path }
    }),
    redirects: redirects.map((one) => {
      const path = joinPaths(prefix, one.path)
      const template = parsePathTemplate(path)
      if (typeof template === 'string') {
        context.report.add('PATH_MALFORMED', name, one.at, { path, reason: template })
        return { ...one, path }
      }
      context.claimRoute('GET', template, `${name} redirects`, one.at)
      for (const [, used = ''] of one.to.matchAll(/\{\*?(\w+)\}/g)) {
        if (template.parameters.some((parameter) => parameter.name === used)) continue
        context.report.add('REDIRECT_PARAM_UNKNOWN', name, one.at, { ...one, path, name: used })
      }
      return { ...one, path }
    }),
  }
}

/** The model's own objects; the values that users made are frozen already. */
function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}
