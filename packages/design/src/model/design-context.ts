import type { ApiDefinition } from '../dsl/api-definition.ts'
import type { Resource } from '../dsl/resource.ts'
import { parseDuration } from '../duration.ts'
import { ProblemReport, type Tell } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'
import { checkName } from './check-name.ts'
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
    const { deadline, problemTypes = `urn:problem:${name}:` } = definition
    this.deadline = resolveDeadline(deadline, defaultDeadline, this.report.of(name, at))
    this.problemTypes = problemTypes
  }

  useResource(used: Resource, where: string): Resource {
    const { name, at } = used
    const known = this.resources.get(name)
    if (known === used) return used
    const tell = this.report.of(where, at)
    if (known !== undefined) {
      tell('RESOURCE_NAME_TAKEN', { name })
    } else {
      this.resources.set(name, used)
      checkName(name, 'a resource', tell)
    }
    return used
  }

  /** A HEAD of its own goes before the one that comes with every GET. */
  claimRoute(verb: string, { path, shape }: PathTemplate, where: string, tell: Tell): void {
    const key = `${verb} ${shape}`
    const first = this.#routes.get(key)
    this.#routes.set(key, where)
    if (first !== undefined) tell('ROUTE_CONFLICT', { verb, path, first, second: where })
  }
}

/** In milliseconds. */
export function resolveDeadline(text: string | undefined, inherited: number, tell: Tell): number {
  if (text === undefined) return inherited
  const deadline = parseDuration(text)
  if (deadline !== undefined && deadline > 0) return deadline
  tell('DURATION_INVALID', { name: 'The deadline', value: text })
  return inherited
}
