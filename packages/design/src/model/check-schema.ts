import type { ProblemReport, Tell } from '../problems.ts'
import { CodecCompiler } from '../schema/codec-compiler.ts'
import {
  type JsonSchema,
  type TypeDefinition,
  childSchemas,
  definition,
  flaw,
  foreign,
  source,
} from '../schema/json-schema.ts'
import type { SourceLocation } from '../source-location.ts'
import { checkAnyOf, checkEnum, checkUnion } from './check-choices.ts'
import { checkForeignAnswer } from './check-foreign.ts'
import { checkKeywords } from './check-keywords.ts'
import { checkValues } from './check-values.ts'
import { findEndlessTypes } from './endless-types.ts'

/** Checks the types of a design, each once, and remembers those that have a name. */
export class SchemaChecker {
  readonly types = new Map<string, TypeDefinition>()
  readonly #report: ProblemReport
  readonly #codecs = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  readonly #checked = new Set<JsonSchema>()
  readonly #answered = new Set<JsonSchema>()

  constructor(report: ProblemReport) {
    this.#report = report
  }

  /** `where` and `at` tell about parts that carry no place of their own. */
  check(json: JsonSchema, where: string, at: SourceLocation | undefined): void {
    if (this.#checked.has(json)) return
    this.#checked.add(json)
    const here = json[source] ?? at
    const tell = this.#report.of(where, here)
    const before = this.#report.problems.length
    const target = json[definition]?.()
    const found = json[flaw]
    if (found !== undefined) tell(found.code, found.values)
    else if (target !== undefined) this.#checkNamed(target, where, here)
    else if (json[foreign] === undefined) this.#checkOwn(json, where, here, tell)
    if (this.#report.problems.length === before) checkValues(json, this.#codecs, tell)
  }

  /** What goes out must be what its JSON Schema says; a foreign schema may make something else. */
  checkAnswer(json: JsonSchema, where: string, at: SourceLocation | undefined): void {
    if (this.#answered.has(json)) return
    this.#answered.add(json)
    const here = json[source] ?? at
    const external = json[foreign]
    if (external !== undefined) checkForeignAnswer(external, this.#report.of(where, here))
    const target = json[definition]?.()
    if (target !== undefined) this.checkAnswer(target.json, `type ${target.name}`, here)
    for (const [path, child] of childSchemas(json))
      this.checkAnswer(child, inside(where, path), here)
  }

  /** After all types are known. */
  finish(): void {
    for (const { name, json } of findEndlessTypes([...this.types.values()])) {
      this.#report.add('TYPE_ENDLESS', `type ${name}`, json[source], { name })
    }
  }

  #checkNamed(target: TypeDefinition, where: string, at: SourceLocation | undefined): void {
    const { name, json } = target
    // A reference that leads nowhere has no name.
    if (name === '' && json[flaw] !== undefined) return this.check(json, where, at)
    const tell = this.#report.of(`type ${name}`, json[source] ?? at)
    const known = this.types.get(name)
    if (known === target) return
    if (known !== undefined) return tell('TYPE_NAME_TAKEN', { name })
    this.types.set(name, target)
    if (!/^[A-Za-z][\w.-]*$/.test(name)) tell('NAME_INVALID', { name, kind: 'a type' })
    this.check(json, `type ${name}`, at)
  }

  #checkOwn(json: JsonSchema, where: string, at: SourceLocation | undefined, tell: Tell): void {
    checkKeywords(json, tell)
    if (json.enum !== undefined) checkEnum(json.enum, tell)
    if (json.discriminator !== undefined) {
      checkUnion(json.oneOf ?? [], json.discriminator.propertyName, tell)
    }
    if (json.anyOf !== undefined) checkAnyOf(json.anyOf, tell)
    for (const [path, child] of childSchemas(json)) this.check(child, inside(where, path), at)
  }
}

/** A field is named in what is said of it, an item is not. */
function inside(where: string, path: string): string {
  return path.startsWith('properties/') ? `${where}.${path.slice('properties/'.length)}` : where
}
