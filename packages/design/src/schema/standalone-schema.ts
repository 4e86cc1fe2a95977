import { type JsonSchema, collectDefinitions, refPrefix } from './json-schema.ts'

/** A JSON Schema document that holds the named types it refers to, under `$defs`. */
export function toStandaloneSchema(json: JsonSchema): Readonly<Record<string, unknown>> {
  const definitions = collectDefinitions([json])
  const text = JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...plain(json),
    ...(definitions.length > 0 && {
      $defs: Object.fromEntries(definitions.map(({ name, json: target }) => [name, target])),
    }),
  })
  return JSON.parse(text, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(refPrefix, '#/$defs/') : value,
  ) as Record<string, unknown>
}

function plain(json: JsonSchema): object {
  return JSON.parse(JSON.stringify(json)) as object
}
