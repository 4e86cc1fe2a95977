import type { MethodDefinition, Service, Slo } from '../dsl/service.ts'
import type { ErrorDefinition } from '../dsl/error.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import { parseDuration } from '../duration.ts'
import { designedProblemType } from '../problem-details.ts'
import type { Tell } from '../problems.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import { isAnything } from '../schema/to-schema.ts'
import type { SourceLocation } from '../source-location.ts'
import { checkName } from './check-name.ts'
import { checkSettings } from './check-settings.ts'
import {
  latencySettings,
  methodSettings,
  routeSettings,
  sloSettings,
} from './definition-settings.ts'
import { type DesignContext, resolveDeadline } from './design-context.ts'
import type { ErrorModel, MethodModel, RouteModel, SloModel } from './model.ts'
import { joinPaths, parsePathTemplate } from './path-template.ts'
import { schemaOf } from './payload.ts'
import { resolveRequest } from './resolve-request.ts'
import { resolveResponses } from './resolve-responses.ts'

const problemMembers = ['type', 'title', 'status', 'detail', 'instance', 'trace_id', 'errors']
const safeToRepeat = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

/** Turns a declared method into one in which nothing is left to infer. */
export function resolveMethod(
  service: Service,
  name: string,
  definition: MethodDefinition,
  context: DesignContext,
): MethodModel | undefined {
  const where = `${service.name}.${name}`
  const routes = [definition.http].flat().filter((route) => route !== undefined)
  const at = routes[0]?.at ?? service.at
  const tell = context.report.of(where, at)
  checkName(name, 'a method', tell)
  if (!checkSettings(definition, methodSettings, 'a method', tell)) return undefined
  if (routes.length === 0) tell('ROUTE_MISSING')
  const payload = resolvePart('payload', definition.payload, where, at, context)
  const result = resolvePart('result', definition.result, where, at, context)
  if (result !== undefined) context.schemas.checkAnswer(result, `${where} result`, at)
  const deadline = resolveDeadline(definition.deadline, context.deadline, tell)
  const security = definition.security ?? service.definition.security ?? context.definition.security
  return {
    service: service.name,
    name,
    summary: definition.summary,
    description: definition.description,
    deprecated: definition.deprecated ?? false,
    tags: definition.tags ?? service.definition.tags ?? [service.name],
    payload,
    result,
    errors: resolveErrors(service, definition, where, context),
    security: context.schemes.resolve(security, where, at),
    resources: (definition.uses ?? []).map((used) => context.useResource(used, where)),
    deadline,
    slo: definition.slo && resolveSlo(definition.slo, deadline, tell),
    idempotent: definition.idempotent ?? routes.every(({ verb }) => safeToRepeat.has(verb)),
    rateLimit: definition.rateLimit ?? 'default',
    routes: routes.flatMap(
      (route) => resolveRoute(service, route, payload, result, where, context) ?? [],
    ),
  }
}

function resolvePart(
  what: 'payload' | 'result',
  type: MethodDefinition['payload'],
  where: string,
  at: SourceLocation,
  context: DesignContext,
): JsonSchema | undefined {
  const schema = schemaOf(type, at)
  if (schema === undefined) return undefined
  const { json, presence } = schema
  context.schemas.check(json, `${where} ${what}`, at)
  if (presence !== 'required' && !isAnything(json)) {
    context.report.add('OPTIONAL_MISPLACED', where, at, { what: `a ${what}` })
  }
  return json
}

function resolveRoute(
  service: Service,
  route: RouteDefinition,
  payload: JsonSchema | undefined,
  result: JsonSchema | undefined,
  where: string,
  context: DesignContext,
): RouteModel | undefined {
  const tell = context.report.of(where, route.at)
  const { map, responses } = route
  if (!checkSettings({ map, responses }, routeSettings, 'a route', tell)) return undefined
  const path = joinPaths(context.definition.path, service.definition.path, route.path)
  const template = parsePathTemplate(path)
  const readable = typeof template !== 'string'
  if (readable) context.claimRoute(route.verb, template, where, tell)
  else tell('PATH_MALFORMED', { path, reason: template })
  return {
    verb: route.verb,
    path,
    ...resolveRequest(route, readable ? template.parameters : [], payload, tell),
    responses: resolveResponses(route, result, where, context.report),
  }
}

function resolveErrors(
  service: Service,
  definition: MethodDefinition,
  where: string,
  context: DesignContext,
): ErrorModel[] {
  const errors = { ...service.definition.errors, ...definition.errors }
  return Object.entries(errors).map(([name, error]) =>
    resolveError(service.name, name, error, `${where} error ${name}`, context),
  )
}

function resolveError(
  service: string,
  name: string,
  { status, title, description, fields, at }: ErrorDefinition,
  where: string,
  context: DesignContext,
): ErrorModel {
  const tell = context.report.of(where, at)
  checkName(name, 'an error', tell)
  if (!Number.isInteger(status) || status < 400 || status > 599) tell('ERROR_STATUS', { status })
  for (const field of Object.keys(fields?.json.properties ?? {})) {
    if (problemMembers.includes(field)) tell('ERROR_FIELD_RESERVED', { name: field })
  }
  if (fields !== undefined) {
    context.schemas.check(fields.json, where, at)
    context.schemas.checkAnswer(fields.json, where, at)
  }
  const type = designedProblemType(context.problemTypes, service, name)
  return { name, type, status, title, description, fields: fields?.json }
}

function resolveSlo(slo: Slo, deadline: number, tell: Tell): SloModel | undefined {
  if (!checkSettings(slo, sloSettings, 'an objective', tell)) return undefined
  const { availability, latency } = slo
  if (availability !== undefined) checkShare('availability', availability, tell)
  if (latency === undefined) return { availability, latency: undefined }
  if (!checkSettings(latency, latencySettings, 'a latency objective', tell)) return undefined
  const { p, under: text } = latency
  checkShare('latency.p', p, tell)
  const under = parseDuration(text)
  if (under === undefined || under === 0) {
    tell('DURATION_INVALID', { name: 'latency.under', value: text })
  } else if (under > deadline) {
    tell('SLO_OVER_DEADLINE', { under: text, deadline: `${deadline}ms` })
  }
  return { availability, latency: { p, under: under ?? deadline } }
}

function checkShare(name: string, value: number, tell: Tell): void {
  if (!(value > 0 && value < 1)) tell('SLO_INVALID', { name, value })
}
