import type { JsonSchema } from '../schema/json-schema.ts'
import { pascalCase } from './names.ts'
import type { SchemaObject } from './openapi-document.ts'

type Json = Readonly<Record<string, unknown>>

/** Where the parts of a foreign schema go that it refers to. */
export interface SchemaStore {
  add(key: string, preferred: string, build: (ref: string) => SchemaObject): string
}

const local = '#/$defs/'
const data = new Set(['const', 'enum', 'default', 'examples', 'example'])
const named = new Set(['properties', 'patternProperties', 'dependentSchemas'])

/**
 * Writes the JSON Schema of a foreign library. Its references are local to it (`#`, `#/$defs/…`),
 * so what they point at becomes components. `self` is where the whole schema stands, if it has a
 * name.
 */
export function writeForeign(
  part: JsonSchema,
  whole: JsonSchema,
  hint: string,
  store: SchemaStore,
  self?: string,
): SchemaObject {
  const { $defs: definitions = {}, ...root } = plain(whole) as Json & { $defs?: Json }
  let rootRef = self
  const toRef = (ref: string): string => {
    if (!ref.startsWith('#')) return ref
    const name = ref.startsWith(local) ? ref.slice(local.length) : undefined
    if (name === undefined || !(name in definitions)) {
      rootRef ??= store.add(`root ${JSON.stringify(root)}`, hint, build(root))
      return rootRef + ref.slice(1)
    }
    const key = `$defs ${name} ${JSON.stringify(closureOf(name, definitions))}`
    return store.add(key, nameOf(name, hint, definitions), build(definitions[name]))
  }
  const build = (schema: unknown) => () => rewrite(schema, toRef) as SchemaObject
  const { $defs: _, ...json } = plain(part)
  const written = build(json)()
  const itself = part === whole && rootRef !== self ? rootRef : undefined
  return itself === undefined ? written : { $ref: itself }
}

/** Symbol keys vanish; every schema is a copy. */
function plain(json: JsonSchema): Json {
  return JSON.parse(JSON.stringify(json)) as Json
}

function rewrite(schema: unknown, toRef: (ref: string) => string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => rewrite(item, toRef))
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === '$ref') return [keyword, toRef(String(value))]
      if (data.has(keyword)) return [keyword, value]
      if (!named.has(keyword)) return [keyword, rewrite(value, toRef)]
      const children = Object.entries(value as Json)
      return [keyword, Object.fromEntries(children.map(([key, one]) => [key, rewrite(one, toRef)]))]
    }),
  )
}

/** Libraries number what has no name (`__schema0`); a name of the user's is kept. */
function nameOf(name: string, hint: string, definitions: Json): string {
  if (/^[A-Za-z][\w.-]*$/.test(name)) return name
  const position = Object.keys(definitions).indexOf(name)
  return hint + pascalCase('part', position === 0 ? '' : String(position + 1))
}

/** A definition and those that it leads to: equal content makes equal components. */
function closureOf(name: string, definitions: Json): Json {
  const closure: Record<string, unknown> = {}
  const queue = [name]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next in closure || !(next in definitions)) continue
    closure[next] = definitions[next]
    for (const [, other = ''] of JSON.stringify(definitions[next]).matchAll(
      /"\$ref":"#\/\$defs\/([^"]+)"/g,
    )) {
      queue.push(other)
    }
  }
  return closure
}
