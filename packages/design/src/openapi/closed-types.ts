import type { ApiModel } from '../model/model.ts'
import {
  type JsonSchema,
  type TypeDefinition,
  childSchemas,
  collectDefinitions,
  foreign,
} from '../schema/json-schema.ts'

/** Which objects take no unknown fields in a request, and which types that concerns. */
export class ClosedTypes {
  readonly #rejects: boolean
  readonly #answered: ReadonlySet<TypeDefinition>
  readonly #changes = new Map<TypeDefinition, boolean>()

  constructor(model: ApiModel) {
    this.#rejects = model.unknownFields === 'reject'
    this.#answered = new Set(collectDefinitions(answersOf(model)))
  }

  /** Whether the API rejects unknown fields of this object, though its type does not say so. */
  isClosed(json: JsonSchema): boolean {
    return (
      this.#rejects &&
      json.properties !== undefined &&
      json.additionalProperties === undefined &&
      json[foreign] === undefined
    )
  }

  /** Whether the type, or one inside it, is another one in requests than in responses. */
  changes(target: TypeDefinition): boolean {
    let changes = this.#changes.get(target)
    if (changes === undefined) {
      const reached = new Set([target, ...collectDefinitions([target.json])])
      changes = [...reached].some(({ json }) => this.#containsClosed(json))
      this.#changes.set(target, changes)
    }
    return changes
  }

  /** Whether the type is part of a response. */
  isAnswered(target: TypeDefinition): boolean {
    return this.#answered.has(target)
  }

  #containsClosed(json: JsonSchema): boolean {
    if (json[foreign] !== undefined) return false
    return (
      this.isClosed(json) || childSchemas(json).some(([, child]) => this.#containsClosed(child))
    )
  }
}

function answersOf({ services }: ApiModel): JsonSchema[] {
  return services.flatMap(({ methods }) =>
    methods.flatMap(({ errors, routes }) => [
      ...errors.flatMap(({ fields }) => fields ?? []),
      ...routes.flatMap(({ responses }) =>
        responses.flatMap(({ body, headers, cookies }) => [
          ...(body === undefined ? [] : [body.json]),
          ...[...headers, ...cookies].map(({ json }) => json),
        ]),
      ),
    ]),
  )
}
