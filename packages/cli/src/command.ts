import type { ArgsDef, CommandDef } from 'citty'

/** A command as citty runs it, with examples for its help. */
export interface Command {
  readonly definition: CommandDef
  readonly arguments: ArgsDef
  readonly examples: readonly string[]
}

export function command<const Arguments extends ArgsDef>(
  definition: CommandDef<Arguments> & { readonly args: Arguments },
  examples: readonly string[],
): Command {
  // citty parses by `args` before it calls `run`, which therefore gets what it asks for.
  const untyped = definition as unknown as CommandDef
  return { definition: untyped, arguments: definition.args, examples }
}
