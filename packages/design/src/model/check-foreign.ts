import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { Tell } from '../problems.ts'

const target = 'draft-2020-12'
/** In these, what is read and what is given may differ though every value stays as it is. */
const tolerated = new Set(['$schema', 'required', 'additionalProperties', 'default'])

/**
 * A result is given as the schema's input and leaves as its output. They must have one JSON Schema,
 * or documents would lie.
 */
export function checkForeignAnswer(schema: StandardSchemaV1, tell: Tell): void {
  const { vendor, jsonSchema } = (schema as StandardSchemaV1 & StandardJSONSchemaV1)['~standard']
  try {
    const input = JSON.stringify(jsonSchema.input({ target }), tolerate)
    const output = JSON.stringify(jsonSchema.output({ target }), tolerate)
    if (input === output) return
    tell('FOREIGN_TRANSFORMS', { vendor, reason: 'its input and output differ' })
  } catch (error) {
    tell('FOREIGN_TRANSFORMS', { vendor, reason: (error as Error).message })
  }
}

function tolerate(key: string, value: unknown): unknown {
  return tolerated.has(key) ? undefined : value
}
