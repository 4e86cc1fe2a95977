import { type ConfigBase, rowsOf } from './config.ts'
import type { ConfigRow } from './config-row.ts'
import { toTextTable } from './text-table.ts'

/** Every setting with its value and where that comes from, in the order of declaration. */
export function explainConfig(config: ConfigBase): readonly ConfigRow[] {
  return rowsOf(config)
}

/** The rows as columns of text, for a terminal. */
export function toConfigTable(rows: readonly ConfigRow[]): string {
  const cells = rows.map(({ key, value, origin }) => [
    key,
    value === '' ? '(empty)' : (value ?? '—'),
    origin,
  ])
  return toTextTable([['KEY', 'VALUE', 'ORIGIN'], ...cells])
}
