import { metricsError } from './errors.ts'
import { type MetricDefinition, toFamilyName } from './metric-definition.ts'

const snakeCase = /^[a-z][a-z0-9_]*$/

/** Names that a suffix would turn into another series of another metric. */
const takenSuffix = /_(bucket|count|sum|created|gsum|gcount)$/

/**
 * Holds a declared metric to the rules of OpenMetrics 1.0 and to what `promtool check metrics` asks,
 * while the service starts: a scrape with one bad name is refused as a whole.
 */
export function checkDefinition(definition: MetricDefinition): void {
  const { name, type, help, unit, labels } = definition
  const reason = nameProblem(name, type)
  if (reason !== undefined) throw metricsError('METRIC_NAME_INVALID', { name, reason })
  if (help.trim() === '') throw metricsError('METRIC_HELP_MISSING', { name })
  if (unit !== undefined && !toFamilyName(definition).endsWith(`_${unit}`)) {
    throw metricsError('METRIC_UNIT_INVALID', { name, unit })
  }
  for (const [index, label] of labels.entries()) {
    const problem = labelProblem(label, labels.indexOf(label) !== index)
    if (problem !== undefined) {
      throw metricsError('LABEL_NAME_INVALID', { name, label, reason: problem })
    }
  }
}

function nameProblem(name: string, type: string): string | undefined {
  if (!snakeCase.test(name)) return 'it is not snake_case'
  if (type === 'counter') return name.endsWith('_total') ? undefined : 'a counter ends in _total'
  if (name.endsWith('_total')) return `only a counter ends in _total, and this is a ${type}`
  const [, suffix] = takenSuffix.exec(name) ?? []
  return suffix === undefined ? undefined : `the suffix _${suffix} has a meaning of its own`
}

function labelProblem(label: string, repeated: boolean): string | undefined {
  if (!snakeCase.test(label)) return 'it is not snake_case'
  if (label === 'le' || label === 'quantile') return 'the format needs it for itself'
  return repeated ? 'it is there twice' : undefined
}
