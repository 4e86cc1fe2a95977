import { type ResponseDefinition, type SetCookie, respond } from '../dsl/respond.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import type { ProblemReport } from '../problems.ts'
import type {
  ResponseBodyModel,
  ResponseCookieModel,
  ResponseHeaderModel,
  ResponseModel,
} from './model.ts'
import { type FieldModel, fieldsOf, isScalar, isScalarArray, objectOf } from './payload.ts'

/** Finds the place of every result field in each response of a route. */
export function resolveResponses(
  route: RouteDefinition,
  result: JsonSchema | undefined,
  where: string,
  report: ProblemReport,
): ResponseModel[] {
  const given = route.responses.length > 0
  const definitions = given ? route.responses : [respond(result === undefined ? 204 : 200)]
  checkChoice(definitions, route, where, report)
  return definitions.map((definition) => resolveResponse(definition, result, where, report))
}

function checkChoice(
  definitions: readonly ResponseDefinition[],
  route: RouteDefinition,
  where: string,
  report: ProblemReport,
): void {
  const last = definitions.length - 1
  for (const [index, { when, status, at }] of definitions.entries()) {
    const earlier = definitions.slice(0, index).some((other) => other.when === undefined)
    if (earlier) report.add('RESPONSE_UNREACHABLE', where, at, { status })
    else if (index === last && when !== undefined)
      report.add('RESPONSE_INCOMPLETE', where, route.at)
  }
}

function resolveResponse(
  definition: ResponseDefinition,
  result: JsonSchema | undefined,
  where: string,
  report: ProblemReport,
): ResponseModel {
  const { status, description, when, at } = definition
  if (!mayRespond(definition)) {
    report.add('RESPONSE_STATUS', where, at, { status })
  }
  const fields = fieldsOf(result) ?? new Map<string, FieldModel>()
  const named = [
    ...Object.keys(definition.headers),
    ...Object.keys(definition.cookies),
    ...Object.keys(when ?? {}),
    ...(definition.body === undefined ? [] : [definition.body]),
  ]
  for (const name of named) {
    const known = fields.has(name) || unionHas(result, name)
    if (!known) report.add('RESPONSE_FIELD_UNKNOWN', where, at, { name })
  }
  const headers = resolveHeaders(definition, fields, where, report)
  const cookies = resolveCookies(definition, fields, where, report)
  const elsewhere = new Set([...headers, ...cookies].map(({ field }) => field))
  const body = resolveBody(definition, result, fields, elsewhere)
  if (body !== undefined && (status === 204 || status === 205 || status === 304)) {
    report.add('RESPONSE_BODY_NOT_ALLOWED', where, at, { status })
  }
  if (
    body?.encoding === 'json' &&
    definition.contentType !== undefined &&
    !isJson(body.contentType)
  ) {
    report.add('CONTENT_TYPE_NEEDS_TEXT', where, at, { contentType: definition.contentType })
  }
  return { status, description, when, headers, cookies, body }
}

/** A success, or 503 for a result that says "not now", as a health check does. */
function mayRespond({ status, when }: ResponseDefinition): boolean {
  if (status === 503) return when !== undefined
  return Number.isInteger(status) && status >= 200 && status <= 399
}

/** A field that every member of a union has may choose the response. */
function unionHas(result: JsonSchema | undefined, name: string): boolean {
  const members = result && resolveRef(result).oneOf
  return members?.every((member) => fieldsOf(member)?.has(name) === true) ?? false
}

function resolveHeaders(
  definition: ResponseDefinition,
  fields: ReadonlyMap<string, FieldModel>,
  where: string,
  report: ProblemReport,
): ResponseHeaderModel[] {
  return Object.entries(definition.headers).flatMap(([field, name]) => {
    const model = fields.get(field)
    if (model === undefined) return []
    if (!isScalar(model.json) && !isScalarArray(model.json)) {
      report.add('FIELD_NOT_TEXT', where, definition.at, { name: field, place: 'header' })
    }
    return [{ field, name, json: model.json, required: model.required || model.defaulted }]
  })
}

function resolveCookies(
  definition: ResponseDefinition,
  fields: ReadonlyMap<string, FieldModel>,
  where: string,
  report: ProblemReport,
): ResponseCookieModel[] {
  return Object.entries(definition.cookies).flatMap(([field, cookie]) => {
    const model = fields.get(field)
    if (model === undefined) return []
    const reason = cookieFlaw(cookie)
    if (reason) report.add('COOKIE_INVALID', where, definition.at, { name: cookie.name, reason })
    if (!isScalar(model.json)) {
      report.add('FIELD_NOT_TEXT', where, definition.at, { name: field, place: 'cookie' })
    }
    return [{ field, cookie, json: model.json, required: model.required || model.defaulted }]
  })
}

function cookieFlaw({
  name,
  secure = true,
  sameSite,
  domain,
  path,
  maxAge,
}: SetCookie): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return 'its name has characters that a token cannot have'
  if (sameSite === 'none' && !secure) return 'SameSite=None needs Secure'
  if (name.startsWith('__Secure-') && !secure) return 'the prefix __Secure- needs Secure'
  if (name.startsWith('__Host-') && (!secure || domain !== undefined || (path ?? '/') !== '/')) {
    return 'the prefix __Host- needs Secure, Path=/ and no Domain'
  }
  if (maxAge !== undefined && !Number.isInteger(maxAge)) return 'maxAge must be whole seconds'
  return undefined
}

function resolveBody(
  definition: ResponseDefinition,
  result: JsonSchema | undefined,
  fields: ReadonlyMap<string, FieldModel>,
  elsewhere: ReadonlySet<string>,
): ResponseBodyModel | undefined {
  if (result === undefined) return undefined
  const field = definition.body === undefined ? undefined : fields.get(definition.body)
  if (field !== undefined) {
    const required = field.required || field.defaulted
    return { field: field.name, json: field.json, required, ...encoding(definition, field.json) }
  }
  if (elsewhere.size === 0) {
    return { field: undefined, json: result, required: true, ...encoding(definition, result) }
  }
  const rest = [...fields.values()].filter(({ name }) => !elsewhere.has(name))
  if (rest.length === 0) return undefined
  const json = objectOf(rest.map((model) => ({ name: model.name, field: model })))
  return { field: undefined, json, required: true, ...encoding(definition, json) }
}

function encoding(
  { contentType }: ResponseDefinition,
  json: JsonSchema,
): Pick<ResponseBodyModel, 'contentType' | 'encoding'> {
  const resolved = resolveRef(json)
  const textual = resolved.type === 'string' && !isJson(contentType ?? '')
  if (textual && resolved.contentEncoding === 'base64') {
    return { contentType: contentType ?? 'application/octet-stream', encoding: 'bytes' }
  }
  if (textual && contentType !== undefined) return { contentType, encoding: 'text' }
  return { contentType: contentType ?? 'application/json', encoding: 'json' }
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/.test(contentType)
}
