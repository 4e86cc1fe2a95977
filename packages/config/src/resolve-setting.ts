import { type EnvironmentName, isDeployed } from './environment.ts'
import type { Hider } from './hider.ts'
import type { ProblemReport } from './problem-report.ts'
import { assertStrong } from './secret-rules.ts'
import { Secret } from './secret.ts'
import { type Setting, isSecret } from './setting.ts'
import type { Statement } from './sources/statement.ts'

export interface ResolveContext {
  readonly environment: EnvironmentName
  readonly report: ProblemReport
  readonly hider: Hider
}

/** The value of a setting and where it comes from. */
export interface Resolved {
  readonly setting: Setting
  /** The property: `readTimeout`. */
  readonly key: string
  /** The key in YAML: `server.read_timeout`. */
  readonly path: string
  readonly value: unknown
  /** A problem was reported, so the value is not to be used. */
  readonly broken: boolean
  /** What set it; without one it is a default or absent. */
  readonly statement: Statement | undefined
  readonly origin: 'set' | 'default' | 'development default' | 'not set'
}

/** Takes the first statement, or else the default, and reports what is wrong with either. */
export function resolveSetting(
  subject: { readonly setting: Setting; readonly key: string; readonly path: string },
  statements: readonly Statement[],
  context: ResolveContext,
): Resolved {
  const { setting } = subject
  const [statement, ...others] = statements
  if (statement === undefined) return { ...subject, ...resolveDefault(subject, context) }
  warnOfOthers(setting, statement, others, context)
  const value = readStatement(setting, statement, context)
  return { ...subject, value, broken: value === undefined, statement, origin: 'set' }
}

function resolveDefault(
  { setting, path }: { readonly setting: Setting; readonly path: string },
  { environment, report }: ResolveContext,
): Pick<Resolved, 'value' | 'broken' | 'statement' | 'origin'> {
  const rest = { broken: false, statement: undefined }
  const local = setting.developmentDefault
  if (local !== undefined && !isDeployed(environment)) {
    return { ...rest, value: local, origin: 'development default' }
  }
  if (setting.default !== undefined) return { ...rest, value: setting.default, origin: 'default' }
  if (setting.optional) return { ...rest, value: undefined, origin: 'not set' }
  const [name] = setting.variables
  const { expected, example } = setting.format
  report.add(
    'VALUE_MISSING',
    { name },
    {
      why: local === undefined ? '' : `; its development value is not used in ${environment}`,
      names: isSecret(setting) ? `${name} or ${name}_FILE` : `${name}, ${name}_FILE or ${path}`,
      expected,
      example: example && (isSecret(setting) ? ` (${example})` : `, such as ${example}`),
    },
  )
  return { value: undefined, broken: true, statement: undefined, origin: 'not set' }
}

function readStatement(
  setting: Setting,
  statement: Statement,
  { environment, report, hider }: ResolveContext,
): unknown {
  const { said } = statement
  if (said.kind === 'problem') {
    report.add(said.code, statement, said.values)
    return undefined
  }
  const value = parse(setting, statement)
  if (value === undefined) {
    const text =
      said.kind === 'text' ? said.text : said.kind === 'items' ? said.items.join(',') : ''
    const why = setting.format.hint?.(text)
    report.add('VALUE_INVALID', statement, {
      found: isSecret(setting) ? 'blank text' : hider.quote(text),
      expected: setting.format.expected,
      like: writeLike(setting, statement),
      hint: why === undefined ? '' : `. ${why}`,
    })
    return undefined
  }
  if (value instanceof Secret && isDeployed(environment)) {
    if (said.kind === 'text' && said.literal === true) {
      report.warn('SECRET_IN_FILE', statement, { name: setting.variables[0] })
    }
    if (!assertStrong(value, setting, statement, environment, report)) return undefined
  }
  return value
}

function parse(setting: Setting, { said }: Statement): unknown {
  if (said.kind === 'items') return setting.format.parseItems?.(said.items)
  if (said.kind !== 'text') return undefined
  return setting.format.parse(isSecret(setting) ? said.text : said.text.trim())
}

/** Sources that do not count now, but will when the one before them is gone. */
function warnOfOthers(
  setting: Setting,
  first: Statement,
  others: readonly Statement[],
  { report }: ResolveContext,
): void {
  for (const other of others) {
    const { said } = other
    if (said.kind === 'text' || said.kind === 'items') {
      if (parse(setting, other) === undefined) {
        const { expected } = setting.format
        report.warn('VALUE_OVERRIDDEN', other, { expected, by: first.name })
      } else if (
        isVariable(setting, other) &&
        said.kind === 'text' &&
        !saysSame(first, said.text)
      ) {
        report.warn('VARIABLES_DIFFER', first, { name: first.name, other: other.name })
      }
    }
  }
}

function isVariable(setting: Setting, { name }: Statement): boolean {
  return setting.variables.some((variable) => name === variable || name === `${variable}_FILE`)
}

function saysSame({ said }: Statement, text: string): boolean {
  return said.kind !== 'text' || said.text.trim() === text.trim()
}

/** `it like SERVER_PORT=8080`, or in a file `it like port: 8080`. */
function writeLike(setting: Setting, { name }: Statement): string {
  const { format, default: fallback, variables } = setting
  const example = (fallback === undefined ? '' : format.print(fallback)) || format.example
  if (example === '' || isSecret(setting)) return format.expected
  if (variables.includes(name)) return `it like ${name}=${example}`
  const isFile = variables.some((variable) => name === `${variable}_FILE`)
  return `it like ${isFile ? '' : `${name.split('.').at(-1)}: `}${example}`
}
