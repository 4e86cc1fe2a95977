import type { ApiDefinition } from '../dsl/api-definition.ts'
import type { Resource } from '../dsl/resource.ts'
import { parseDuration } from '../duration.ts'
import { ProblemReport } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'
import { SchemaChecker } from './check-schema.ts'
import type { PathTemplate } from './path-template.ts'
import { SchemeCollector } from './resolve-security.ts'

const defaultDeadline = 30_000

/** What is gathered, and what must be unique, while a design is resolved. */
export class DesignContext {
  readonly report = new ProblemReport()
  readonly schemas = new SchemaChecker(this.report)
  readonly schemes = new SchemeCollector(this.report)
  readonly resources = new Map<string, Resource>()
  readonly definition: ApiDefinition
  readonly deadline: number
  readonly problemTypes: string
  readonly #routes = new Map<string, string>()

  constructor(name: string, definition: ApiDefinition, at: SourceLocation) {
    this.definition = definition
    const { deadline: text = '30s' } = definition
    const deadline = parseDuration(text)
    if (deadline === undefined || deadline === 0) {
      this.report.add('DURATION_INVALID', name, at, { name: 'The deadline', value: text })
    }
    this.deadline = deadline ?? defaultDeadline
    this.problemTypes = definition.problemTypes ?? `urn:problem:${name}:`
  }

  checkName(name: string, kind: string, where: string, at: SourceLocation): void {
    if (/^[A-Za-z][\w-]*$/.test(name)) return
    this.report.add('NAME_INVALID', where, at, { name, kind })
  }

  useResource(used: Resource, where: string, at: SourceLocation): Resource {
    const known = this.resources.get(used.name)
    if (known !== undefined && known !== used) {
      this.report.add('RESOURCE_NAME_TAKEN', where, at, { name: used.name })
    }
    this.resources.set(used.name, used)
    return used
  }

  claimRoute(verb: string, template: PathTemplate, where: string, at: SourceLocation): void {
    const key = `${verb} ${template.shape}`
    const first = this.#routes.get(key)
    this.#routes.set(key, where)
    if (first === undefined) return
    this.report.add('ROUTE_CONFLICT', where, at, {
      verb,
      path: template.path,
      first,
      second: where,
    })
  }
}
