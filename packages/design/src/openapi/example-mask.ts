import { CodecCompiler } from '../schema/codec-compiler.ts'
import { discriminatorValues, jsonKinds } from '../schema/codec-union.ts'
import { Issues } from '../schema/issues.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import { exampleValue } from './example-value.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The schema with the secrets in its examples and defaults masked. A secret itself shows none: what
 * stands for it is made up where an example is wanted.
 */
export function maskSecrets(json: JsonSchema): JsonSchema {
  const { default: fallback, examples } = json
  if (fallback === undefined && examples === undefined) return json
  const { default: _, examples: __, ...rest } = json
  if (resolveRef(json)['x-secret'] === true || json['x-secret'] === true) return rest
  const masked = examples
    ?.map((value) => maskValue(json, value))
    .filter((value) => fits(json, value))
  return {
    ...rest,
    ...(fallback !== undefined && { default: maskValue(json, fallback) }),
    ...(masked !== undefined && masked.length > 0 && { examples: masked }),
  }
}

function maskValue(json: JsonSchema, value: unknown): unknown {
  const schema = resolveRef(json)
  if (json['x-secret'] === true || schema['x-secret'] === true) return maskOf(schema, value)
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      maskValue(schema.prefixItems?.[index] ?? (schema.items || {}), item),
    )
  }
  if (typeof value !== 'object' || value === null) return value
  const branches = schema.oneOf ?? schema.anyOf
  if (branches !== undefined) return maskValue(pickBranch(schema, branches, value as Fields), value)
  const { properties = {}, additionalProperties } = schema
  const others = typeof additionalProperties === 'object' ? additionalProperties : {}
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      maskValue(Object.hasOwn(properties, name) ? (properties[name] ?? {}) : others, inner),
    ]),
  )
}

function pickBranch(
  { discriminator }: JsonSchema,
  branches: readonly JsonSchema[],
  value: Fields,
): JsonSchema {
  const property = discriminator?.propertyName
  const found = branches.find((branch) =>
    property === undefined
      ? jsonKinds(branch).has('object')
      : discriminatorValues(branch, property).includes(value[property]),
  )
  return found ?? {}
}

/** Whatever a secret holds is replaced, part by part. */
function maskOf(schema: JsonSchema, value: unknown): unknown {
  if (value === null) return null
  return exampleValue({ ...schema, 'x-secret': true }, 'secret', { resolve: resolveRef })
}

function fits(json: JsonSchema, value: unknown): boolean {
  const issues = new Issues(1)
  new CodecCompiler({ direction: 'decode', unknownFields: 'reject' }).compile(json)(value, issues)
  return issues.count === 0
}
