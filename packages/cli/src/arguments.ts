import { parseArgs } from 'node:util'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'

/** Refuses what a command does not know: flags, choices, arguments that are missing or too many. */
export function assertArguments(name: string, command: Command, given: readonly string[]): void {
  const known = Object.entries(command.arguments)
  const positions = known.filter(([, { type }]) => type === 'positional')
  const flags = known.filter(([, { type }]) => type !== 'positional')
  const { positionals, values } = parse(name, given, flags)
  const [missing] = positions[positionals.length] ?? []
  if (missing !== undefined) {
    const [example] = command.examples
    throw new CliError('ARGUMENT_MISSING', { argument: missing.toUpperCase(), example })
  }
  const surplus = positionals[positions.length]
  if (surplus !== undefined) throw refusal(name, `"${surplus}" is one argument too many`)
  for (const [flag, definition] of flags) {
    const value = values[flag]
    const choices: readonly unknown[] =
      definition.type === 'enum' ? (definition.options ?? []) : [value]
    if (value === undefined || choices.includes(value)) continue
    throw refusal(name, `--${flag} takes ${choices.join(' or ')}, found "${value}"`)
  }
}

interface Parsed {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

type Definitions = readonly (readonly [name: string, definition: Command['arguments'][string]])[]

function parse(command: string, given: readonly string[], flags: Definitions): Parsed {
  const options = Object.fromEntries(
    flags.map(([name, { type, ...flag }]) => {
      const alias = 'alias' in flag ? flag.alias : undefined
      const short = [alias ?? []].flat().find((one) => one.length === 1)
      const kind = type === 'boolean' ? ('boolean' as const) : ('string' as const)
      return [name, { type: kind, ...(short !== undefined && { short }) }]
    }),
  )
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true, strict: true })
  } catch (error) {
    // "Unknown option '--x'. To specify a positional argument …": the first sentence will do.
    const [reason = ''] = (error as Error).message.split(/\. |\n/, 1)
    const known = flags.map(([name]) => `--${name}`).join(', ')
    throw refusal(command, `${reason}. Known: ${known}`, error)
  }
}

function refusal(command: string, reason: string, cause?: unknown): CliError {
  return new CliError('ARGUMENTS_INVALID', { command, reason }, cause)
}
