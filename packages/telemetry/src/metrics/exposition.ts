import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExpositionFormat, Snapshot } from './family.ts'
import { toFamilyName } from './metric-definition.ts'

/** How much is written in one turn of the event loop; some tenths of a millisecond. */
const charactersPerTurn = 65_536

/**
 * The text of a scrape. It is written in pieces with a turn of the event loop between them, so that a
 * thousand routes do not hold up the requests; the values are those of the snapshots all the same.
 */
export async function writeExposition(
  snapshots: readonly Snapshot[],
  format: ExpositionFormat,
): Promise<string> {
  const pieces: string[] = []
  let piece: string[] = []
  let length = 0
  for (const snapshot of snapshots) {
    let head = header(snapshot, format)
    for (let row = 0; row < snapshot.rows; row++) {
      const text = snapshot.text(row, format)
      if (text === '') continue
      piece.push(head, text)
      head = ''
      length += text.length
      if (length < charactersPerTurn) continue
      // Joined here, not at the end: joining is what costs.
      pieces.push(piece.join(''))
      piece = []
      length = 0
      await nextTurn()
    }
  }
  if (format === 'openmetrics') piece.push('# EOF\n')
  pieces.push(piece.join(''))
  return pieces.join('')
}

function header({ definition }: Snapshot, format: ExpositionFormat): string {
  const { type, help, unit } = definition
  const openMetrics = format === 'openmetrics'
  const name = openMetrics ? toFamilyName(definition) : definition.name
  const told = `# HELP ${name} ${escapeHelp(help, openMetrics)}\n# TYPE ${name} ${type}\n`
  return openMetrics && unit !== undefined ? `${told}# UNIT ${name} ${unit}\n` : told
}

function escapeHelp(help: string, openMetrics: boolean): string {
  const text = help.toWellFormed().replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
  return openMetrics ? text.replace(/"/g, '\\"') : text
}
