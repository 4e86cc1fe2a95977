import type { MethodModel, RouteModel, SloModel } from '../model/model.ts'
import { type JsonSchema, foreign, resolveRef } from '../schema/json-schema.ts'
import { automaticProblemsOf } from './automatic-problems.ts'
import { compact } from './compact.ts'
import type { DocumentContext } from './document-context.ts'
import { pascalCase } from './names.ts'
import type { OperationObject } from './openapi-document.ts'
import { toParameters } from './parameters.ts'
import type { ParameterNames } from './path-items.ts'
import { toRequestBody } from './request-body.ts'
import { toResponses } from './responses.ts'
import { toSecurityRequirements } from './security.ts'

/** One route of a method. */
export function toOperation(
  method: MethodModel,
  route: RouteModel,
  operationId: string,
  names: ParameterNames,
  context: DocumentContext,
): OperationObject {
  const hint = pascalCase(operationId)
  const payload = foreignOf(method.payload)
  const parameters = toParameters(route, hint, payload, names, context)
  return compact({
    operationId,
    tags: method.tags,
    summary: method.summary,
    description: method.description,
    deprecated: method.deprecated ? (true as const) : undefined,
    security: toSecurityRequirements(method),
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: toRequestBody(route, `${hint}Body`, payload, context),
    responses: context.problems.write(
      toResponses(route, method.result, hint, foreignOf(method.result), context),
      automaticProblemsOf(method, route),
      method.errors,
      method.service,
    ),
    'x-deadline-ms': method.deadline,
    'x-idempotent': method.idempotent,
    'x-rate-limit': method.rateLimit === 'default' ? undefined : method.rateLimit,
    'x-slo': method.slo && toSlo(method.slo),
    'x-uses': method.resources.length > 0 ? method.resources.map((used) => used.name) : undefined,
  })
}

/** The references inside the parts of a foreign type start at its root. */
function foreignOf(json: JsonSchema | undefined): JsonSchema | undefined {
  const resolved = json && resolveRef(json)
  return resolved?.[foreign] === undefined ? undefined : resolved
}

function toSlo({ availability, latency }: SloModel): NonNullable<OperationObject['x-slo']> {
  return compact({
    availability,
    latency: latency && { p: latency.p, 'under-ms': latency.under },
  })
}
