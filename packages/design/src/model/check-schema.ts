import { CodecCompiler } from '../schema/codec-compiler.ts'
import { discriminatorValues, jsonKinds } from '../schema/codec-union.ts'
import { formats } from '../schema/formats.ts'
import { Issues, toPointer } from '../schema/issues.ts'
import {
  type JsonSchema,
  type TypeDefinition,
  childSchemas,
  definition,
  flaw,
  foreign,
  source,
} from '../schema/json-schema.ts'
import type { ProblemReport } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'

type Limit = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties'
type Bound = Limit | 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'

const lengths: readonly Limit[] = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]
const ranges: readonly [low: Bound, high: Bound][] = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
]

/**
 * Checks the types of a design, each named type once, and remembers those that it met.
 */
export class SchemaChecker {
  readonly types = new Map<string, TypeDefinition>()
  readonly #report: ProblemReport
  readonly #codecs = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })

  constructor(report: ProblemReport) {
    this.#report = report
  }

  /** `where` and `at` tell about parts that carry no place of their own. */
  check(json: JsonSchema, where: string, at: SourceLocation | undefined): void {
    const here = json[source] ?? at
    const before = this.#report.problems.length
    const target = this.#follow(json, where, here)
    if (target === 'broken') return
    if (target !== undefined) return this.#checkNamed(target, here)
    const found = json[flaw]
    if (found !== undefined) return this.#report.add(found.code, where, here, found.values)
    if (json[foreign] !== undefined) return
    this.#checkKeywords(json, where, here)
    this.#checkChoices(json, where, here)
    for (const [path, child] of childSchemas(json)) {
      const name = /^properties\/(.*)$/.exec(path)?.[1]
      this.check(child, name === undefined ? where : `${where}.${name}`, here)
    }
    if (this.#report.problems.length === before) this.#checkValues(json, where, here)
  }

  #follow(
    json: JsonSchema,
    where: string,
    at: SourceLocation | undefined,
  ): TypeDefinition | undefined | 'broken' {
    try {
      return json[definition]?.()
    } catch {
      this.#report.add('LAZY_TARGET', where, at)
      return 'broken'
    }
  }

  #checkNamed(target: TypeDefinition, at: SourceLocation | undefined): void {
    const known = this.types.get(target.name)
    if (known === target) return
    if (known !== undefined) {
      const place = target.json[source] ?? at
      return this.#report.add('TYPE_NAME_TAKEN', `type ${target.name}`, place, {
        name: target.name,
      })
    }
    this.types.set(target.name, target)
    if (!/^[A-Za-z][\w.-]*$/.test(target.name)) {
      const values = { name: target.name, kind: 'a type' }
      this.#report.add('NAME_INVALID', `type ${target.name}`, target.json[source] ?? at, values)
    }
    this.check(target.json, `type ${target.name}`, at)
  }

  #checkKeywords(json: JsonSchema, where: string, at: SourceLocation | undefined): void {
    const report = this.#report
    for (const keyword of lengths) {
      const value = json[keyword]
      if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) continue
      report.add('LIMIT_INVALID', where, at, {
        keyword,
        value,
        expected: 'a whole number from 0 up',
      })
    }
    if (json.multipleOf !== undefined && !(json.multipleOf > 0)) {
      const values = { keyword: 'multipleOf', value: json.multipleOf, expected: 'above 0' }
      report.add('LIMIT_INVALID', where, at, values)
    }
    for (const [low, high] of ranges) {
      const [lowValue, highValue] = [json[low], json[high]]
      if (lowValue === undefined || highValue === undefined || lowValue <= highValue) continue
      report.add('RANGE_EMPTY', where, at, { low, lowValue, high, highValue })
    }
    if (json.pattern !== undefined) {
      try {
        new RegExp(json.pattern, 'u')
      } catch (error) {
        const reason = (error as Error).message.replace(/^.*: /, '')
        report.add('PATTERN_INVALID', where, at, { pattern: json.pattern, reason })
      }
    }
    const known = json.type !== 'string' || json.format === undefined || json.format in formats
    if (!known) report.add('FORMAT_UNKNOWN', where, at, { format: json.format })
  }

  #checkChoices(json: JsonSchema, where: string, at: SourceLocation | undefined): void {
    if (json.enum !== undefined) this.#checkEnum(json.enum, where, at)
    const property = json.discriminator?.propertyName
    if (json.oneOf !== undefined && property !== undefined) {
      this.#checkUnion(json.oneOf, property, where, at)
    }
    if (json.anyOf !== undefined) this.#checkAnyOf(json.anyOf, where, at)
  }

  #checkEnum(values: readonly unknown[], where: string, at: SourceLocation | undefined): void {
    if (values.length === 0) this.#report.add('ENUM_EMPTY', where, at)
    for (const [index, value] of values.entries()) {
      if (values.indexOf(value) === index) continue
      this.#report.add('ENUM_REPEATED', where, at, { value: JSON.stringify(value) })
    }
  }

  #checkUnion(
    members: readonly JsonSchema[],
    property: string,
    where: string,
    at: SourceLocation | undefined,
  ): void {
    const seen = new Set<unknown>()
    for (const [index, member] of members.entries()) {
      const target = this.#follow(member, where, at)
      if (target === 'broken' || member[flaw] !== undefined) continue
      const values = discriminatorValues(member, property)
      const object = target?.json ?? member
      if (values.length === 0 || !object.required?.includes(property)) {
        const name = target?.name ?? String(index + 1)
        this.#report.add('DISCRIMINATOR_MISSING', where, at, { member: name, property })
      }
      for (const value of values) {
        if (seen.has(value)) {
          const shown = { property, value: JSON.stringify(value) }
          this.#report.add('DISCRIMINATOR_REPEATED', where, at, shown)
        }
        seen.add(value)
      }
    }
  }

  #checkAnyOf(members: readonly JsonSchema[], where: string, at: SourceLocation | undefined): void {
    const seen = new Set<string>()
    for (const member of members) {
      const target = this.#follow(member, where, at)
      if (target === 'broken' || member[flaw] !== undefined || member[foreign] !== undefined)
        continue
      for (const kind of jsonKinds(member)) {
        if (seen.has(kind)) this.#report.add('ANY_OF_AMBIGUOUS', where, at, { kind })
        seen.add(kind)
      }
    }
  }

  #checkValues(json: JsonSchema, where: string, at: SourceLocation | undefined): void {
    const { default: fallback, examples = [] } = json
    if (fallback === undefined && examples.length === 0) return
    const codec = this.#codecs.compile(json)
    const check = (code: 'DEFAULT_INVALID' | 'EXAMPLE_INVALID', value: unknown) => {
      const issues = new Issues(1)
      codec(value, issues)
      const [issue] = issues.list
      if (issue === undefined) return
      const reason = [toPointer(issue.path), issue.message].filter(Boolean).join(' ')
      this.#report.add(code, where, at, { reason })
    }
    if (fallback !== undefined) check('DEFAULT_INVALID', fallback)
    for (const example of examples) check('EXAMPLE_INVALID', example)
  }
}
