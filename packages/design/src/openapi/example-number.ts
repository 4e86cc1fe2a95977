import type { SchemaObject } from './openapi-document.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A number that fits a schema, small where it may be. */
export function exampleNumber(schema: SchemaObject, random: SeededRandom): number | undefined {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema
  if (schema['x-secret']) return [0, minimum, maximum].find((value) => fits(schema, value))
  const step = multipleOf ?? (schema.type === 'integer' ? 1 : 0.5)
  const low = Math.max(minimum, exclusiveMinimum)
  const high = Math.min(maximum, exclusiveMaximum)
  const start = low > 0 ? low : high < 1 ? Math.max(low, high - 100 * step) : step
  const first = Math.ceil(start / step)
  const span = Math.max(1, Math.min(100, Math.floor((high - start) / step)))
  const drawn = [first + random.below(span), first, first + 1, Math.floor(high / step)]
  const bounds = [minimum, maximum, (low + high) / 2]
  return [...drawn.map((count) => decimal(count * step)), ...bounds].find((value) =>
    fits(schema, value),
  )
}

function fits(schema: SchemaObject, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema
  return (
    Number.isFinite(value) &&
    (schema.type !== 'integer' || Number.isSafeInteger(value)) &&
    value >= minimum &&
    value <= maximum &&
    value > exclusiveMinimum &&
    value < exclusiveMaximum &&
    (multipleOf === undefined || Number.isInteger(decimal(value / multipleOf)))
  )
}

/** 3 × 0.1 is 0.3. */
function decimal(value: number): number {
  return Number(value.toPrecision(12))
}
