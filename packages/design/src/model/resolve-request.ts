import type { FieldPlace, QueryStyle } from '../dsl/field-place.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import type { Tell } from '../problems.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import type { BodyModel, ParameterModel } from './model.ts'
import type { PathParameter } from './path-template.ts'
import {
  type FieldModel,
  fieldsOf,
  isScalar,
  isScalarArray,
  isScalarObject,
  isSecret,
  mayBeNull,
  objectOf,
} from './payload.ts'
import { requestHeaders } from './reserved-headers.ts'
import { isToken } from './token.ts'

type Place = Exclude<FieldPlace, { in: 'body' }>

interface BodyField {
  readonly name: string
  readonly field: FieldModel
}

const bodyless = new Set(['GET', 'HEAD', 'DELETE'])

/** Finds the place of every payload field of a route. */
export function resolveRequest(
  route: RouteDefinition,
  path: readonly PathParameter[],
  payload: JsonSchema | undefined,
  tell: Tell,
): { parameters: ParameterModel[]; body: BodyModel | undefined } {
  const fields = payload === undefined ? new Map<string, FieldModel>() : fieldsOf(payload)
  checkMap(route, fields, path, tell)
  if (fields === undefined) return wholePayload(route, path, payload as JsonSchema, tell)
  const parameters = resolvePath(route, path, fields, tell)
  const inPath = new Set(path.map(({ name }) => name))
  const bodyFields: BodyField[] = []
  let whole: BodyField | undefined
  for (const field of fields.values()) {
    if (inPath.has(field.name)) continue
    const place = placeOf(field, route)
    if (place.in !== 'body') {
      parameters.push(resolveParameter(field, place, tell))
    } else if (bodyless.has(route.verb)) {
      tell('BODY_NOT_ALLOWED', { verb: route.verb, name: field.name })
    } else if (place.whole) {
      if (whole) bodyFields.push(whole)
      whole = { name: field.name, field }
    } else {
      bodyFields.push({ name: place.name ?? field.name, field })
    }
  }
  checkNames(parameters, bodyFields, tell)
  return { parameters, body: resolveBody(whole, bodyFields, payload, fields.size, tell) }
}

function wholePayload(
  route: RouteDefinition,
  path: readonly PathParameter[],
  payload: JsonSchema,
  tell: Tell,
): { parameters: ParameterModel[]; body: BodyModel } {
  if (bodyless.has(route.verb) || path.length > 0) tell('PAYLOAD_NOT_OBJECT')
  return {
    parameters: [],
    body: { kind: 'whole', field: undefined, json: payload, required: true },
  }
}

function checkMap(
  route: RouteDefinition,
  fields: ReadonlyMap<string, FieldModel> | undefined,
  path: readonly PathParameter[],
  tell: Tell,
): void {
  for (const name of Object.keys(route.map)) {
    if (!fields?.has(name)) tell('FIELD_UNKNOWN', { name })
    else if (path.some((parameter) => parameter.name === name)) tell('FIELD_IN_PATH', { name })
  }
}

function placeOf({ name }: FieldModel, { map, verb }: RouteDefinition): FieldPlace {
  const given = Object.hasOwn(map, name) ? map[name] : undefined
  if (given !== undefined) return given
  return bodyless.has(verb)
    ? { in: 'query', name: undefined, style: 'auto' }
    : { in: 'body', name: undefined, whole: false }
}

function resolvePath(
  route: RouteDefinition,
  path: readonly PathParameter[],
  fields: ReadonlyMap<string, FieldModel>,
  tell: Tell,
): ParameterModel[] {
  const parameters: ParameterModel[] = []
  for (const { name, wildcard } of path) {
    const field = fields.get(name)
    if (field === undefined) {
      tell('PATH_PARAM_UNKNOWN', { path: route.path, name })
      continue
    }
    const { json, required } = field
    if (!isScalar(json) && !isScalarArray(json)) tell('PATH_PARAM_NOT_TEXT', { name })
    else checkText(field, 'path', tell)
    if (!required) tell('PATH_PARAM_OPTIONAL', { name })
    parameters.push({ field: name, in: 'path', name, json, required: true, style: 'csv', wildcard })
  }
  return parameters
}

function resolveParameter(field: FieldModel, place: Place, tell: Tell): ParameterModel {
  const { json, required } = field
  const name = place.name ?? field.name
  const shown = place.in === 'query' ? 'query string' : place.in
  const deep = place.in === 'query' && isScalarObject(json)
  if (!isScalar(json) && !isScalarArray(json) && !deep) {
    tell('FIELD_NOT_TEXT', { name: field.name, place: shown })
  } else {
    checkText(field, shown, tell)
    if (place.in === 'query') checkStyle(field, place.style, tell)
  }
  checkWireName(name, place, tell)
  return {
    field: field.name,
    in: place.in,
    name,
    json,
    required,
    style: styleOf(place, json),
    wildcard: false,
  }
}

function checkText({ name, json }: FieldModel, place: string, tell: Tell): void {
  if (mayBeNull(json)) tell('NULL_NOT_TEXT', { name, place })
  const inUrl = place === 'path' || place === 'query string'
  if (inUrl && isSecret(json)) tell('SECRET_IN_URL', { name, place })
}

function checkStyle({ name, json }: FieldModel, style: QueryStyle, tell: Tell): void {
  const expected = { auto: undefined, repeat: 'a list', csv: 'a list', deep: 'an object' }[style]
  const fits = style === 'deep' ? isScalarObject(json) : isScalarArray(json)
  if (expected !== undefined && !fits) tell('QUERY_STYLE', { name, style, expected })
}

function checkWireName(name: string, place: Place, tell: Tell): void {
  const hint = place.in === 'header' ? requestHeaders.get(name.toLowerCase()) : undefined
  if (hint !== undefined) tell('HEADER_RESERVED', { name, hint })
  const valid = place.in === 'query' ? name !== '' : isToken(name)
  const kind = place.in === 'query' ? 'a query parameter' : `a ${place.in}`
  if (!valid) tell('NAME_INVALID', { name, kind })
}

function styleOf(place: Place, json: JsonSchema): QueryStyle {
  if (place.in !== 'query') return 'csv'
  if (place.style !== 'auto') return place.style
  return resolveRef(json).type === 'object' ? 'deep' : 'repeat'
}

function checkNames(
  parameters: readonly ParameterModel[],
  body: readonly BodyField[],
  tell: Tell,
): void {
  const seen = new Set<string>()
  const places = [...parameters, ...body.map(({ name }) => ({ in: 'body field', name }))]
  for (const { in: place, name } of places) {
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`
    if (seen.has(key)) tell('WIRE_NAME_TAKEN', { place, name })
    seen.add(key)
  }
}

function resolveBody(
  whole: BodyField | undefined,
  fields: readonly BodyField[],
  payload: JsonSchema | undefined,
  fieldCount: number,
  tell: Tell,
): BodyModel | undefined {
  if (whole !== undefined) {
    const [other] = fields
    if (other !== undefined) {
      tell('BODY_SHARED', { name: whole.field.name, other: other.field.name })
    }
    const { json, required, name } = whole.field
    return { kind: 'whole', field: name, json, required }
  }
  if (fields.length === 0 || payload === undefined) return undefined
  // A payload that is all in the body keeps its name.
  const renamed = fields.some(({ name, field }) => name !== field.name)
  const complete = fields.length === fieldCount && !renamed
  return {
    kind: 'fields',
    json: complete ? payload : objectOf(fields),
    fields: fields.map(({ name, field }) => ({ field: field.name, name })),
    required: fields.some(({ field }) => field.required),
  }
}
