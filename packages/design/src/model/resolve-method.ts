import type { ErrorDefinition } from '../dsl/error.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import type { MethodDefinition, Service, Slo } from '../dsl/service.ts'
import { parseDuration } from '../duration.ts'
import { designedProblemType } from '../problem-details.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import type { SourceLocation } from '../source-location.ts'
import type { DesignContext } from './design-context.ts'
import type { ErrorModel, MethodModel, RouteModel, SloModel } from './model.ts'
import { joinPaths, parsePathTemplate } from './path-template.ts'
import { jsonOf } from './payload.ts'
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
): MethodModel {
  const { report } = context
  const where = `${service.name}.${name}`
  const routes = [definition.http].flat().filter((route) => route !== undefined)
  const at = routes[0]?.at ?? service.at
  context.checkName(name, 'a method', where, at)
  if (routes.length === 0) report.add('ROUTE_MISSING', where, at)
  const payload = checked(jsonOf(definition.payload, at), `${where} payload`, at, context)
  const result = checked(jsonOf(definition.result, at), `${where} result`, at, context)
  const deadline = resolveDeadline(definition.deadline, where, at, context)
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
    errors: resolveErrors(
      service.name,
      { ...service.definition.errors, ...definition.errors },
      where,
      context,
    ),
    security: context.schemes.resolve(security, where, at),
    resources: (definition.uses ?? []).map((used) => context.useResource(used, where, at)),
    deadline,
    slo: definition.slo && resolveSlo(definition.slo, deadline, where, at, context),
    idempotent: definition.idempotent ?? routes.every(({ verb }) => safeToRepeat.has(verb)),
    rateLimit: definition.rateLimit ?? 'default',
    routes: routes.map((route) => resolveRoute(service, route, payload, result, where, context)),
  }
}

function resolveRoute(
  service: Service,
  route: RouteDefinition,
  payload: JsonSchema | undefined,
  result: JsonSchema | undefined,
  where: string,
  context: DesignContext,
): RouteModel {
  const path = joinPaths(context.definition.path ?? '/', service.definition.path ?? '/', route.path)
  const template = parsePathTemplate(path)
  const readable = typeof template !== 'string'
  if (readable) context.claimRoute(route.verb, template, where, route.at)
  else context.report.add('PATH_MALFORMED', where, route.at, { path, reason: template })
  const parameters = readable ? template.parameters : []
  return {
    verb: route.verb,
    path,
    ...resolveRequest(route, parameters, payload, where, context.report),
    responses: resolveResponses(route, result, where, context.report),
  }
}

function checked(
  json: JsonSchema | undefined,
  where: string,
  at: SourceLocation,
  context: DesignContext,
): JsonSchema | undefined {
  if (json !== undefined) context.schemas.check(json, where, at)
  return json
}

function resolveErrors(
  service: string,
  errors: Readonly<Record<string, ErrorDefinition>>,
  where: string,
  context: DesignContext,
): ErrorModel[] {
  return Object.entries(errors).map(([name, { status, title, description, fields, at }]) => {
    context.checkName(name, 'an error', where, at)
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      context.report.add('ERROR_STATUS', `${where} error ${name}`, at, { status })
    }
    for (const field of Object.keys(fields?.json.properties ?? {})) {
      if (!problemMembers.includes(field)) continue
      context.report.add('ERROR_FIELD_RESERVED', `${where} error ${name}`, at, { name: field })
    }
    const type = designedProblemType(context.problemTypes, service, name)
    const json = checked(fields?.json, `${where} error ${name}`, at, context)
    return { name, type, status, title, description, fields: json }
  })
}

function resolveDeadline(
  text: string | undefined,
  where: string,
  at: SourceLocation,
  context: DesignContext,
): number {
  if (text === undefined) return context.deadline
  const deadline = parseDuration(text)
  if (deadline === undefined || deadline === 0) {
    context.report.add('DURATION_INVALID', where, at, { name: 'The deadline', value: text })
  }
  return deadline ?? context.deadline
}

function resolveSlo(
  { availability, latency }: Slo,
  deadline: number,
  where: string,
  at: SourceLocation,
  { report }: DesignContext,
): SloModel {
  const isShare = (value: number) => value > 0 && value < 1
  if (availability !== undefined && !isShare(availability)) {
    report.add('SLO_INVALID', where, at, { name: 'availability', value: availability })
  }
  if (latency === undefined) return { availability, latency: undefined }
  const { p, under: text } = latency
  if (!isShare(p)) report.add('SLO_INVALID', where, at, { name: 'latency.p', value: p })
  const under = parseDuration(text)
  if (under === undefined) {
    report.add('DURATION_INVALID', where, at, { name: 'latency.under', value: text })
  } else if (under > deadline) {
    report.add('SLO_OVER_DEADLINE', where, at, { under: text, deadline: `${deadline}ms` })
  }
  return { availability, latency: { p, under: under ?? deadline } }
}
