import type { Issues } from './issues.ts'
import type { JsonSchema } from './json-schema.ts'

/**
 * Turns one value into another: checks it, fills in defaults, leaves out what is not declared.
 * What is wrong is added to `issues`; the returned value then means nothing.
 */
export type Codec = (value: unknown, issues: Issues) => unknown

export type UnknownFields = 'reject' | 'strip' | 'keep'

export interface CodecOptions {
  /** `decode`: wire to program. `encode`: program to wire. They differ in how bytes are held. */
  readonly direction: 'decode' | 'encode'
  /** What happens to fields that an object type does not name. */
  readonly unknownFields: UnknownFields
}

/** What compiles the parts of a schema. */
export interface SchemaCompiler {
  readonly options: CodecOptions
  compile(json: JsonSchema): Codec
}
