import { type ResponseDefinition, respond } from '../dsl/respond.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import type { ProblemReport, Tell } from '../problems.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import { checkChoice } from './check-choice.ts'
import { cookieFlaw } from './cookie-flaw.ts'
import type {
  ResponseBodyModel,
  ResponseCookieModel,
  ResponseHeaderModel,
  ResponseModel,
} from './model.ts'
import { type FieldModel, fieldsOf, isScalar, isScalarArray, objectOf } from './payload.ts'
import { responseHeaders } from './reserved-headers.ts'
import { isToken } from './token.ts'

type Fields = ReadonlyMap<string, FieldModel>

/** Finds the place of every result field in each response of a route. */
export function resolveResponses(
  route: RouteDefinition,
  result: JsonSchema | undefined,
  where: string,
  report: ProblemReport,
): ResponseModel[] {
  const given = route.responses.length > 0
  const definitions = given ? route.responses : [respond(result === undefined ? 204 : 200)]
  checkChoice(definitions, result, report.of(where, route.at), (at) => report.of(where, at))
  return definitions.map((definition) => {
    const tell = report.of(where, given ? definition.at : route.at)
    return resolveResponse(definition, result, tell)
  })
}

function resolveResponse(
  definition: ResponseDefinition,
  result: JsonSchema | undefined,
  tell: Tell,
): ResponseModel {
  const { status, description, when } = definition
  if (!mayRespond(definition)) tell('RESPONSE_STATUS', { status })
  const fields: Fields = fieldsOf(result) ?? new Map()
  checkFields(definition, fields, tell)
  const headers = resolveHeaders(definition, fields, tell)
  const cookies = resolveCookies(definition, fields, tell)
  const elsewhere = new Set([...headers, ...cookies].map(({ field }) => field))
  const body = resolveBody(definition, result, fields, elsewhere)
  checkBody(definition, body, tell)
  return { status, description, when, headers, cookies, body }
}

/** A success, or 503 for a result that says "not now", as a health check does. */
function mayRespond({ status, when }: ResponseDefinition): boolean {
  if (status === 503) return when !== undefined
  return Number.isInteger(status) && status >= 200 && status <= 399
}

function checkFields(definition: ResponseDefinition, fields: Fields, tell: Tell): void {
  const named = [
    ...Object.keys(definition.headers),
    ...Object.keys(definition.cookies),
    ...(definition.body === undefined ? [] : [definition.body]),
  ]
  for (const name of named) if (!fields.has(name)) tell('RESPONSE_FIELD_UNKNOWN', { name })
}

function checkBody(
  { status, contentType }: ResponseDefinition,
  body: ResponseBodyModel | undefined,
  tell: Tell,
): void {
  const empty = status === 204 || status === 205 || status === 304
  if (body !== undefined && empty) tell('RESPONSE_BODY_NOT_ALLOWED', { status })
  if (contentType === undefined) return
  const text = body !== undefined && (body.encoding !== 'json' || isJson(contentType))
  if (!text) tell('CONTENT_TYPE_NEEDS_TEXT', { contentType })
}

function resolveHeaders(
  definition: ResponseDefinition,
  fields: Fields,
  tell: Tell,
): ResponseHeaderModel[] {
  const taken = new Set<string>()
  return Object.entries(definition.headers).flatMap(([field, name]) => {
    const model = fields.get(field)
    if (model === undefined) return []
    const hint = responseHeaders.get(String(name).toLowerCase())
    if (!isToken(name)) tell('NAME_INVALID', { name, kind: 'a header' })
    else if (hint !== undefined) tell('HEADER_RESERVED', { name, hint })
    checkTaken('header', String(name).toLowerCase(), taken, tell)
    if (!isScalar(model.json) && !isScalarArray(model.json)) {
      tell('FIELD_NOT_TEXT', { name: field, place: 'header' })
    }
    return [{ field, name, json: model.json, required: model.required || model.defaulted }]
  })
}

function resolveCookies(
  definition: ResponseDefinition,
  fields: Fields,
  tell: Tell,
): ResponseCookieModel[] {
  const taken = new Set<string>()
  return Object.entries(definition.cookies).flatMap(([field, cookie]) => {
    const model = fields.get(field)
    if (model === undefined) return []
    const reason = cookieFlaw(cookie)
    if (reason !== undefined) tell('COOKIE_INVALID', { name: cookie.name, reason })
    checkTaken('cookie', cookie.name, taken, tell)
    if (!isScalar(model.json)) tell('FIELD_NOT_TEXT', { name: field, place: 'cookie' })
    return [{ field, cookie, json: model.json, required: model.required || model.defaulted }]
  })
}

function checkTaken(place: string, name: string, taken: Set<string>, tell: Tell): void {
  if (taken.has(name)) tell('WIRE_NAME_TAKEN', { place, name })
  taken.add(name)
}

function resolveBody(
  definition: ResponseDefinition,
  result: JsonSchema | undefined,
  fields: Fields,
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
