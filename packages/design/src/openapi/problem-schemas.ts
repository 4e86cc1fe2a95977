import type { ErrorModel } from '../model/model.ts'
import {
  type AutomaticProblem,
  automaticProblemType,
  automaticProblems,
} from '../problem-details.ts'
import type { ComponentSchemas } from './component-schemas.ts'
import { pascalCase } from './names.ts'
import type { SchemaObject } from './openapi-document.ts'

/** One error as a document tells it. */
export interface ProblemForm {
  /** Names its example. */
  readonly name: string
  readonly status: number
  readonly title: string
  readonly type: string
  readonly description: string | undefined
  /** What its problem document has besides the standard members. */
  readonly extension: SchemaObject
  /** The name of its component. */
  readonly component: string
  /** As designed; `undefined` for the automatic ones. */
  readonly error: ErrorModel | undefined
}

export function automaticForm(name: AutomaticProblem, schemas: ComponentSchemas): ProblemForm {
  const extension: SchemaObject =
    name === 'validation'
      ? {
          properties: { errors: { type: 'array', items: violationRef(schemas), minItems: 1 } },
          required: ['errors'],
        }
      : {}
  const component = `${pascalCase(name)}Problem`
  return {
    name,
    ...automaticProblems[name],
    type: automaticProblemType(name),
    description: undefined,
    extension,
    component,
    error: undefined,
  }
}

export function designedForm(
  error: ErrorModel,
  service: string,
  schemas: ComponentSchemas,
): ProblemForm {
  const { name, status, title, type, description, fields } = error
  const component = `${pascalCase(service, name)}Problem`
  const extension = fields === undefined ? {} : schemas.write(fields, 'response', component)
  return { name, status, title, type, description, extension, component, error }
}

/** The schema of an error: problem details whose `type`, `title` and `status` are constants. */
export function problemRef(form: ProblemForm, schemas: ComponentSchemas): SchemaObject {
  const { type, title, status, extension } = form
  const constants = { type: { const: type }, title: { const: title }, status: { const: status } }
  const schema: SchemaObject = {
    ...(form.description !== undefined && { description: form.description }),
    allOf: [
      problemDetailsRef(schemas),
      {
        type: 'object',
        ...extension,
        properties: { ...constants, ...extension.properties },
      },
    ],
  }
  const key = `problem ${JSON.stringify(schema)}`
  return { $ref: schemas.add(key, form.component, () => schema) }
}

function problemDetailsRef(schemas: ComponentSchemas): SchemaObject {
  const build = (): SchemaObject => ({
    type: 'object',
    description: 'A problem document (RFC 9457)',
    properties: {
      type: {
        type: 'string',
        format: 'uri-reference',
        description: 'What kind of problem: to be compared, not to be opened',
      },
      title: { type: 'string', description: 'The same for every problem of the type' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string', description: 'What happened this time' },
      instance: { type: 'string', description: 'The id of the request, as in X-Request-ID' },
      trace_id: { type: 'string', description: 'The id of the trace (W3C Trace Context)' },
    },
    required: ['type', 'title', 'status', 'instance', 'trace_id'],
  })
  return { $ref: schemas.add('problem details', 'ProblemDetails', build) }
}

function violationRef(schemas: ComponentSchemas): SchemaObject {
  const build = (): SchemaObject => ({
    type: 'object',
    description: 'What is wrong with one part of a request',
    properties: {
      pointer: {
        type: 'string',
        format: 'json-pointer',
        description: 'A JSON Pointer (RFC 6901) into the body, or `/name` of a parameter',
      },
      in: { enum: ['body', 'path', 'query', 'header', 'cookie'] },
      rule: { type: 'string', description: 'The keyword of JSON Schema that does not hold' },
      message: { type: 'string', description: 'What was expected; never holds the value' },
    },
    required: ['pointer', 'in', 'rule', 'message'],
  })
  return { $ref: schemas.add('violation', 'Violation', build) }
}
