import { metricDefinitions } from '../definitions.ts'
import { metricsErrors } from '../errors.ts'
import type { MetricDefinition } from '../metric-definition.ts'
import { runtimeDefinitions } from '../runtime/runtime-definitions.ts'

/** The tables of `docs/metrics.md`, by the name of their place there. */
export function toMetricsTables(): Readonly<Record<string, string>> {
  return {
    service: toTable(Object.values(metricDefinitions)),
    runtime: toTable(Object.values(runtimeDefinitions)),
    errors: [
      '| Code | What is wrong | What to do |',
      '| --- | --- | --- |',
      ...Object.entries(metricsErrors).map(
        ([code, { message, fix }]) => `| \`${code}\` | ${message} | ${fix} |`,
      ),
    ].join('\n'),
  }
}

function toTable(definitions: readonly MetricDefinition[]): string {
  const rows = definitions.map(({ name, type, labels, unit = '', help }) => {
    const names = labels.map((label) => `\`${label}\``).join(', ')
    return `| \`${name}\` | ${type} | ${names} | ${unit} | ${help} |`
  })
  return [
    '| Name | Type | Labels | Unit | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
