import { inNamespace, metricDefinitions } from './definitions.ts'
import { CappedRows } from './capped-rows.ts'
import type { CounterSeries } from './counter.ts'
import type { FamilyRegistry } from './family-registry.ts'
import { ScalarFamily } from './scalar-family.ts'

export interface VersionMetrics {
  /** The series of a method in one version of the API; at zero from now on. */
  method(method: VersionedMethod): Pick<CounterSeries, 'inc'>
}

export interface VersionedMethod {
  /** `v1`. */
  readonly version: string
  readonly service: string
  readonly method: string
}

/** Who still calls what of which version. The design names them all, so there is no limit. */
export function createVersionMetrics(families: FamilyRegistry, namespace: string): VersionMetrics {
  const definition = inNamespace(metricDefinitions.versionRequests, namespace)
  const { table } = families.add(new ScalarFamily(definition))
  const rows = new CappedRows(definition.labels, table)
  return {
    method({ version, service, method }) {
      const row = rows.row({ version, service, method })
      return { inc: (value = 1) => table.add(row, value) }
    },
  }
}
