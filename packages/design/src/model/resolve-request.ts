import type { FieldPlace, QueryStyle } from '../dsl/field-place.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import type { ProblemReport } from '../problems.ts'
import type { BodyModel, ParameterModel } from './model.ts'
import type { PathParameter } from './path-template.ts'
import {
  type FieldModel,
  fieldsOf,
  isScalar,
  isScalarArray,
  isScalarObject,
  objectOf,
} from './payload.ts'

interface BodyField {
  readonly name: string
  readonly field: FieldModel
}

const bodyless = new Set(['GET', 'HEAD', 'DELETE'])
const reservedHeaders: Readonly<Record<string, string>> = {
  'content-type': 'bodies are JSON',
  'content-length': 'it is set for you',
  'transfer-encoding': 'it is set for you',
  connection: 'it is set for you',
  host: 'it names the server',
  cookie: 'use cookie(…)',
  authorization: 'declare a security scheme',
}

/** Finds the place of every payload field of a route. */
export function resolveRequest(
  route: RouteDefinition,
  path: readonly PathParameter[],
  payload: JsonSchema | undefined,
  where: string,
  report: ProblemReport,
): { parameters: ParameterModel[]; body: BodyModel | undefined } {
  const fields = payload === undefined ? new Map<string, FieldModel>() : fieldsOf(payload)
  if (fields === undefined) return wholePayload(route, path, payload as JsonSchema, where, report)
  checkMap(route, fields, path, where, report)
  const parameters = resolvePath(route, path, fields, where, report)
  const inPath = new Set(path.map(({ name }) => name))
  const bodyFields: BodyField[] = []
  let whole: BodyField | undefined
  for (const field of fields.values()) {
    if (inPath.has(field.name)) continue
    const place = route.map[field.name] ?? defaultPlace(route)
    if (place.in !== 'body') {
      parameters.push(resolveParameter(field, place, route, where, report))
    } else if (bodyless.has(route.verb)) {
      report.add('BODY_NOT_ALLOWED', where, route.at, { verb: route.verb, name: field.name })
    } else if (place.whole) {
      if (whole) bodyFields.push(whole)
      whole = { name: field.name, field }
    } else {
      bodyFields.push({ name: place.name ?? field.name, field })
    }
  }
  checkNames(parameters, bodyFields, route, where, report)
  const body = resolveBody(whole, bodyFields, payload, fields.size, route, where, report)
  return { parameters, body }
}

function wholePayload(
  route: RouteDefinition,
  path: readonly PathParameter[],
  payload: JsonSchema,
  where: string,
  report: ProblemReport,
): { parameters: ParameterModel[]; body: BodyModel } {
  if (bodyless.has(route.verb) || path.length > 0) report.add('PAYLOAD_NOT_OBJECT', where, route.at)
  return {
    parameters: [],
    body: { kind: 'whole', field: undefined, json: payload, required: true },
  }
}

function checkMap(
  route: RouteDefinition,
  fields: ReadonlyMap<string, FieldModel>,
  path: readonly PathParameter[],
  where: string,
  report: ProblemReport,
): void {
  for (const name of Object.keys(route.map)) {
    if (!fields.has(name)) report.add('FIELD_UNKNOWN', where, route.at, { name })
    if (path.some((parameter) => parameter.name === name)) {
      report.add('FIELD_IN_PATH', where, route.at, { name })
    }
  }
}

function resolvePath(
  route: RouteDefinition,
  path: readonly PathParameter[],
  fields: ReadonlyMap<string, FieldModel>,
  where: string,
  report: ProblemReport,
): ParameterModel[] {
  const parameters: ParameterModel[] = []
  for (const { name, wildcard } of path) {
    const field = fields.get(name)
    if (field === undefined) {
      report.add('PATH_PARAM_UNKNOWN', where, route.at, { path: route.path, name })
      continue
    }
    const text = isScalar(field.json) || isScalarArray(field.json)
    if (!text) report.add('PATH_PARAM_NOT_TEXT', where, route.at, { name })
    if (!field.required) report.add('PATH_PARAM_OPTIONAL', where, route.at, { name })
    const { json } = field
    parameters.push({ field: name, in: 'path', name, json, required: true, style: 'csv', wildcard })
  }
  return parameters
}

function resolveParameter(
  field: FieldModel,
  place: Exclude<FieldPlace, { in: 'body' }>,
  route: RouteDefinition,
  where: string,
  report: ProblemReport,
): ParameterModel {
  const name = place.name ?? field.name
  const deep = place.in === 'query' && isScalarObject(field.json)
  if (!isScalar(field.json) && !isScalarArray(field.json) && !deep) {
    const shown = place.in === 'query' ? 'query string' : place.in
    report.add('FIELD_NOT_TEXT', where, route.at, { name: field.name, place: shown })
  }
  const hint = place.in === 'header' ? reservedHeaders[name.toLowerCase()] : undefined
  if (hint !== undefined) report.add('HEADER_RESERVED', where, route.at, { name, hint })
  if (place.in !== 'query' && !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    report.add('NAME_INVALID', where, route.at, { name, kind: `a ${place.in}` })
  }
  return {
    field: field.name,
    in: place.in,
    name,
    json: field.json,
    required: field.required,
    style: queryStyle(place, field.json),
    wildcard: false,
  }
}

function queryStyle(place: FieldPlace, json: JsonSchema): QueryStyle {
  if (place.in !== 'query') return 'csv'
  if (place.style !== 'auto') return place.style
  return resolveRef(json).type === 'object' ? 'deep' : 'repeat'
}

function defaultPlace(route: RouteDefinition): FieldPlace {
  return bodyless.has(route.verb)
    ? { in: 'query', name: undefined, style: 'auto' }
    : { in: 'body', name: undefined, whole: false }
}

function checkNames(
  parameters: readonly ParameterModel[],
  body: readonly BodyField[],
  route: RouteDefinition,
  where: string,
  report: ProblemReport,
): void {
  const seen = new Set<string>()
  const places = [...parameters, ...body.map(({ name }) => ({ in: 'body field', name }))]
  for (const { in: place, name } of places) {
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`
    if (seen.has(key)) report.add('WIRE_NAME_TAKEN', where, route.at, { place, name })
    seen.add(key)
  }
}

function resolveBody(
  whole: BodyField | undefined,
  fields: readonly BodyField[],
  payload: JsonSchema | undefined,
  fieldCount: number,
  route: RouteDefinition,
  where: string,
  report: ProblemReport,
): BodyModel | undefined {
  if (whole !== undefined) {
    const [other] = fields
    if (other !== undefined) {
      const values = { name: whole.field.name, other: other.field.name }
      report.add('BODY_SHARED', where, route.at, values)
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
