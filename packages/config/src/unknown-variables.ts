import { didYouMean } from './did-you-mean.ts'
import { environmentVariable } from './environment.ts'
import type { ProblemReport } from './problem-report.ts'
import type { Section } from './section.ts'
import type { Variables } from './sources/variables.ts'

/**
 * Kubernetes makes variables like these for every Service in the namespace (`REDIS_SERVICE_HOST`,
 * `REDIS_PORT_6379_TCP_ADDR`), so they say nothing about a mistake.
 */
const serviceLink =
  /_SERVICE_(?:HOST|PORT)(?:_[A-Z0-9_]+)?$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_[A-Z]+)?$/

/** Warns of variables that look like settings but that no setting reads. */
export function warnOfVariables(
  sections: readonly Section[],
  variables: Variables,
  report: ProblemReport,
): void {
  const settings = sections.flatMap(({ settings: inner }) => Object.values(inner))
  const known = settings.flatMap((setting) => setting.variables)
  const readable = new Set([
    environmentVariable,
    ...known.flatMap((name) => [name, `${name}_FILE`]),
  ])
  const prefixes = sections.flatMap((section) => section.prefixes)
  const present = new Set(variables.names())
  for (const name of present) {
    if (readable.has(name) || serviceLink.test(name)) continue
    const instead = settings.find(({ insteadOf }) => insteadOf.includes(name))
    if (instead) {
      const [right] = instead.variables
      const isSet = present.has(right) || present.has(`${right}_FILE`)
      if (!isSet) report.warn('VARIABLE_NOT_READ', { name }, { name: right })
    } else if (prefixes.some((prefix) => name.startsWith(prefix))) {
      const nearest = didYouMean(name, readable)
      const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`
      report.warn('VARIABLE_UNKNOWN', { name }, { hint })
    } else {
      // Far from our names most variables are someone else's: one letter is a mistake, more is not.
      const nearest = name.length < 8 ? undefined : didYouMean(name, readable, 1)
      if (nearest !== undefined && !present.has(nearest)) {
        report.warn('VARIABLE_UNKNOWN', { name }, { hint: `; did you mean ${nearest}?` })
      }
    }
  }
}
