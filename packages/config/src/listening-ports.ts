import type { ProblemReport } from './problem-report.ts'
import type { Resolved } from './resolve-setting.ts'

/** Two settings on which this process listens cannot name the same port, in whatever section. */
export function assertPortsDiffer(
  sections: readonly (readonly Resolved[])[],
  report: ProblemReport,
): void {
  const taken = new Map<unknown, Resolved>()
  for (const resolved of sections.flat()) {
    if (!resolved.setting.listens || resolved.broken || !resolved.value) continue
    const first = taken.get(resolved.value)
    if (first === undefined) {
      taken.set(resolved.value, resolved)
      continue
    }
    const set = resolved.statement ?? first.statement
    const subject = set ?? { name: nameOf(resolved) }
    report.add('PORT_TAKEN', subject, { first: nameOf(first), second: nameOf(resolved) })
  }
}

function nameOf({ statement, setting }: Resolved): string {
  return statement?.name ?? setting.variables[0]
}
