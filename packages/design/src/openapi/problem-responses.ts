import type { ErrorModel } from '../model/model.ts'
import type { AutomaticProblem } from '../problem-details.ts'
import type { ComponentSchemas } from './component-schemas.ts'
import type { ExampleWriter } from './example-writer.ts'
import { pascalCase } from './names.ts'
import type {
  HeaderObject,
  MediaTypeObject,
  Reference,
  ResponseObject,
  SchemaObject,
} from './openapi-document.ts'
import { type ProblemForm, automaticForm, designedForm, problemRef } from './problem-schemas.ts'
import { requestIdHeader } from './request-id-header.ts'

type Responses = Record<string, ResponseObject | Reference>

const headers: Readonly<Record<number, Readonly<Record<string, HeaderObject>>>> = {
  401: {
    'WWW-Authenticate': {
      description: 'How to say who calls (RFC 9110 §11.6.1)',
      schema: { type: 'string' },
    },
  },
  415: {
    Accept: { description: 'The media type to send', schema: { const: 'application/json' } },
  },
  429: {
    'Retry-After': { description: 'In seconds', schema: { type: 'integer', minimum: 0 } },
  },
  503: {
    'Retry-After': { description: 'In seconds', schema: { type: 'integer', minimum: 0 } },
  },
}

const requestId = '5f2c9f6bd0a84c1e9a3c7d1e0b64f8a2'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const violation = {
  pointer: '/email',
  in: 'body',
  rule: 'format',
  message: 'must be an e-mail address',
}

/** Writes the error responses of operations; those that many share become components. */
export class ProblemResponses {
  readonly #shared = new Map<string, ResponseObject>()
  readonly #schemas: ComponentSchemas
  readonly #examples: ExampleWriter

  constructor(schemas: ComponentSchemas, examples: ExampleWriter) {
    this.#schemas = schemas
    this.#examples = examples
  }

  /**
   * By status, together with the responses that are no errors. Errors that have a status in common
   * are told apart by their `type`.
   */
  write(
    responses: Readonly<Record<string, ResponseObject>>,
    automatic: readonly AutomaticProblem[],
    errors: readonly ErrorModel[] = [],
    service = '',
  ): Responses {
    const forms = [
      ...automatic.map((name) => automaticForm(name, this.#schemas)),
      ...errors.map((error) => designedForm(error, service, this.#schemas)),
    ]
    const statuses = [...new Set(forms.map(({ status }) => status))].sort((a, b) => a - b)
    const written: Responses = { ...responses }
    for (const status of statuses) {
      const found = forms.filter((form) => form.status === status)
      const designed = found.some(({ error }) => error !== undefined)
      const beside = responses[status]
      if (beside !== undefined) written[status] = join(beside, this.#respond(found))
      else written[status] = designed ? this.#respond(found) : this.#share(found)
    }
    return written
  }

  toObject(): Record<string, ResponseObject> {
    return Object.fromEntries([...this.#shared].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  #share(forms: readonly ProblemForm[]): Reference {
    const [first] = forms
    const name = forms.length > 1 ? 'BadRequest' : pascalCase(first?.name ?? '')
    if (!this.#shared.has(name)) this.#shared.set(name, this.#respond(forms))
    return { $ref: `#/components/responses/${name}` }
  }

  #respond(forms: readonly ProblemForm[]): ResponseObject {
    const status = forms[0]?.status ?? 500
    const described = forms.map(({ title, description }) =>
      description === undefined ? title : `${title}: ${description}`,
    )
    return {
      description: [...new Set(described)].join('; '),
      headers: { ...requestIdHeader, ...headers[status] },
      content: { 'application/problem+json': this.#toMediaType(forms) },
    }
  }

  #toMediaType(forms: readonly ProblemForm[]): MediaTypeObject {
    const members = forms.map((form) => ({
      form,
      schema: problemRef(form, this.#schemas),
      example: this.#example(form),
    }))
    const [only] = members
    if (members.length === 1 && only !== undefined) {
      return { schema: only.schema, ...(only.example && { example: only.example }) }
    }
    const mapping = members.map(({ form, schema }) => [form.type, schema.$ref ?? ''] as const)
    const shown = members.filter(({ example }) => example !== undefined)
    const oneOf: readonly SchemaObject[] = members.map(({ schema }) => schema)
    return {
      schema: {
        oneOf,
        discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) },
      },
      examples: Object.fromEntries(
        shown.map(({ form, example }) => [form.name, { value: example }]),
      ),
    }
  }

  #example({
    name,
    type,
    title,
    status,
    error,
    extension,
    component,
  }: ProblemForm): object | undefined {
    const members = { type, title, status, instance: requestId, trace_id: traceId }
    if (name === 'validation' && error === undefined) return { ...members, errors: [violation] }
    if (error?.fields === undefined) return members
    const fields = this.#examples.ofResponse(error.fields, extension, component)
    return fields === undefined ? undefined : { ...members, ...(fields as object) }
  }
}

/** A 503 may be designed, as that of a health check, and also happen: the media type tells. */
function join(designed: ResponseObject, problem: ResponseObject): ResponseObject {
  return {
    description: `${designed.description}\n\n${problem.description}`,
    headers: { ...problem.headers, ...designed.headers },
    content: { ...designed.content, ...problem.content },
  }
}
