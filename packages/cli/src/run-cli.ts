import { type CommandDef, runCommand } from 'citty'
import { readFileSync } from 'node:fs'
import { assertArguments } from './arguments.ts'
import { CliError } from './cli-error.ts'
import { commands } from './commands/commands.ts'
import { helpOf, helpOfAll } from './help.ts'

/**
 * Runs a command line (without `node` and the script). What was asked for goes to standard output,
 * everything else to standard error; the exit code is 1 when something is wrong.
 */
export async function runCli(args: readonly string[]): Promise<void> {
  stopQuietlyWhenNobodyReads()
  try {
    await run(args)
  } catch (error) {
    process.exitCode = 1
    console.error(describe(error))
  }
}

async function run([name, ...rest]: readonly string[]): Promise<void> {
  const known = Object.keys(commands).join(', ')
  if (name === '--version' || name === '-v') return console.log(version())
  if (name === '--help' || name === '-h') return console.log(await helpOfAll(await root()))
  if (name === undefined) throw new CliError('COMMAND_MISSING', { commands: known })
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) throw new CliError('COMMAND_UNKNOWN', { command: name, commands: known })
  const command = await load()
  if (rest.includes('--help') || rest.includes('-h')) {
    return console.log(await helpOf(command, await root()))
  }
  assertArguments(name, command, rest)
  await runCommand(command.definition, { rawArgs: [...rest] })
}

async function root(): Promise<CommandDef> {
  const loaded = Object.entries(commands).map(
    async ([name, load]) => [name, (await load()).definition] as const,
  )
  return {
    meta: { name: 'seaworthy', version: version(), description: 'Services from a design' },
    subCommands: Object.fromEntries(await Promise.all(loaded)),
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

function describe(error: unknown): string {
  if (error instanceof CliError) return `${error.message}\n\nfix: ${error.fix}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** `seaworthy openapi … | head` closes the pipe early, which is no failure. */
function stopQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}
