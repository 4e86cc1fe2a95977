import { isDeployed } from './environment.ts'
import { type ResolveContext, type Resolved, resolveSetting } from './resolve-setting.ts'
import type { CheckContext, Section } from './section.ts'
import type { Setting } from './setting.ts'
import { toSnakeCase } from './snake-case.ts'
import type { Statement } from './sources/statement.ts'

/** The values of a section, then its rules over those that are valid. */
export function resolveSection(
  section: Section,
  statementsOf: (setting: Setting) => readonly Statement[],
  context: ResolveContext,
): readonly Resolved[] {
  const resolved = Object.entries(section.settings).map(([key, setting]) => {
    const path = `${toSnakeCase(section.name)}.${toSnakeCase(key)}`
    return resolveSetting({ setting, key, path }, statementsOf(setting), context)
  })
  runChecks(section, resolved, context)
  return resolved
}

function runChecks(section: Section, resolved: readonly Resolved[], context: ResolveContext): void {
  const { report, hider } = context
  const values = valuesThatStop(resolved)
  const checkContext = createCheckContext(resolved, context)
  for (const check of section.checks) {
    try {
      const problem = check(values, checkContext)
      if (problem === undefined) continue
      const sources = problem.keys.map((key) => find(resolved, key).statement?.source)
      const known = [...new Set(sources)].filter((source) => source !== undefined)
      const source = known.length > 0 ? known.join(', ') : undefined
      report.add(
        'RULE_BROKEN',
        { name: section.name, source },
        {
          message: hider.maskKnown(problem.message),
          fix: hider.maskKnown(problem.fix),
        },
      )
    } catch (error) {
      if (!(error instanceof BrokenValue)) throw error
    }
  }
}

/** Ends a check that reads a value which a problem was already reported about. */
class BrokenValue extends Error {}

function valuesThatStop(resolved: readonly Resolved[]): Readonly<Record<string, unknown>> {
  const values = {}
  for (const { key, value, broken } of resolved) {
    const get = () => {
      if (broken) throw new BrokenValue()
      return value
    }
    Object.defineProperty(values, key, { get, enumerable: true })
  }
  return Object.freeze(values)
}

function createCheckContext(
  resolved: readonly Resolved[],
  { environment, hider }: ResolveContext,
): CheckContext<string> {
  const name = (key: string) => {
    const { statement, setting } = find(resolved, key)
    return statement?.name ?? setting.variables[0]
  }
  return {
    environment,
    deployed: isDeployed(environment),
    isSet: (key) => find(resolved, key).origin === 'set',
    name,
    show: (key) => {
      const { value, setting, origin } = find(resolved, key)
      if (value === undefined) return `${name(key)} (not set)`
      const text = setting.format.print(value)
      const note = origin === 'set' ? '' : ` (${origin})`
      return `${name(key)}=${hider.show(text)}${note}`
    },
  }
}

function find(resolved: readonly Resolved[], key: string): Resolved {
  const found = resolved.find((candidate) => candidate.key === key)
  if (!found) throw new TypeError(`The section has no setting "${key}"`)
  return found
}
