import { type CommandDef, renderUsage } from 'citty'
import { stripVTControlCharacters } from 'node:util'
import type { Command } from './command.ts'

/** How a command is used, with its examples; in colour where that is seen. */
export async function helpOf({ definition, examples }: Command, root: CommandDef): Promise<string> {
  const shown = examples.map((example) => `  ${example}`).join('\n')
  return plain(`${await renderUsage(definition, root)}\nEXAMPLES\n\n${shown}`)
}

/** What commands there are. */
export async function helpOfAll(root: CommandDef): Promise<string> {
  return plain(await renderUsage(root))
}

/** citty pads its columns, and colours them even in a file. */
function plain(usage: string): string {
  const text = process.stdout.isTTY ? usage : stripVTControlCharacters(usage)
  return text.replaceAll(/ +$/gm, '')
}
