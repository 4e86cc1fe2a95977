import type { StandardSchemaV1 } from '@standard-schema/spec'

/** The foreign schema, but what is absent stays absent: no default of its own stands in. */
export function optionalForeign(schema: StandardSchemaV1): StandardSchemaV1 {
  const { '~standard': props } = schema
  return Object.freeze({
    '~standard': Object.freeze({
      ...props,
      validate: (value: unknown) => (value === undefined ? { value } : props.validate(value)),
    }),
  })
}
