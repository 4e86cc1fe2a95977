import type { FilesDefinition, RedirectDefinition } from '../dsl/files.ts'
import type { Service } from '../dsl/service.ts'
import { checkSettings } from './check-settings.ts'
import { serviceSettings } from './definition-settings.ts'
import type { DesignContext } from './design-context.ts'
import type { ServiceModel } from './model.ts'
import { type PathTemplate, joinPaths, parsePathTemplate } from './path-template.ts'
import { resolveMethod } from './resolve-method.ts'

/** Resolves the methods, files and redirects of a service. */
export function resolveService(service: Service, context: DesignContext): ServiceModel | undefined {
  const { name, definition, at } = service
  const tell = context.report.of(name, at)
  if (!checkSettings(definition, serviceSettings, 'a service', tell)) return undefined
  const { methods, files = [], redirects = [] } = definition
  const prefix = joinPaths(context.definition.path, definition.path)
  if (Object.keys(methods).length + files.length + redirects.length === 0) tell('SERVICE_EMPTY')
  return {
    name,
    description: definition.description,
    tags: [...(definition.tags ?? [name])],
    methods: Object.entries(methods).flatMap(
      ([method, one]) => resolveMethod(service, method, one, context) ?? [],
    ),
    files: files.map((one) => ({
      ...resolveFiles(one, prefix, name, context),
      security: context.schemes.resolve(
        definition.security ?? context.definition.security,
        `${name} files`,
        one.at,
      ),
    })),
    redirects: redirects.map((one) => resolveRedirect(one, prefix, name, context)),
  }
}

function resolveFiles(
  files: FilesDefinition,
  prefix: string,
  service: string,
  context: DesignContext,
): FilesDefinition {
  const path = joinPaths(prefix, files.path)
  const template = parsePathTemplate(path)
  const tell = context.report.of(service, files.at)
  const reason = filesFlaw(files, template)
  if (reason !== undefined) tell('FILES_MALFORMED', { path, reason })
  else context.claimRoute('GET', template as PathTemplate, `${service} files`, tell)
  return { ...files, path }
}

function filesFlaw(
  { folder, index, maxAge }: FilesDefinition,
  template: PathTemplate | string,
): string | undefined {
  if (typeof template === 'string') return template
  const [first] = template.parameters
  if (!template.parameters.every(({ wildcard }) => wildcard)) {
    return 'only {*name} may stand for the file'
  }
  if (typeof folder !== 'string' || folder === '') return 'it names no folder or file'
  if (!Number.isInteger(maxAge) || maxAge < 0) return 'maxAge must be whole seconds from 0 up'
  return index !== undefined && first === undefined ? 'a single file has no index' : undefined
}

function resolveRedirect(
  redirect: RedirectDefinition,
  prefix: string,
  service: string,
  context: DesignContext,
): RedirectDefinition {
  const path = joinPaths(prefix, redirect.path)
  const template = parsePathTemplate(path)
  const tell = context.report.of(service, redirect.at)
  if (typeof template === 'string') {
    tell('PATH_MALFORMED', { path, reason: template })
    return { ...redirect, path }
  }
  context.claimRoute('GET', template, `${service} redirects`, tell)
  const known = new Set(template.parameters.map(({ name }) => name))
  for (const [, name = ''] of String(redirect.to).matchAll(/\{\*?(\w+)\}/g)) {
    if (!known.has(name)) tell('REDIRECT_PARAM_UNKNOWN', { to: redirect.to, path, name })
  }
  return { ...redirect, path }
}
