import { inNamespace, metricDefinitions } from '../definitions.ts'
import type { FamilyRegistry } from '../family-registry.ts'
import type { GaugeSeries } from '../gauge.ts'
import { noLabels } from '../label-set.ts'
import { ScalarFamily } from '../scalar-family.ts'
import type { RouteSlot } from './route-slot.ts'
import {
  type RouteDeclaration,
  RouteTables,
  type RouteTablesOptions,
  unroutedPath,
} from './route-tables.ts'
import { toVerbLabel } from './verb.ts'

export interface HttpMetrics {
  /**
   * The slot of a route; the same one for the same method and path. What the design says of it is
   * present at zero from now on: the counters of its statuses and of 500, 503 and 504, so that
   * `rate()` sees the first error, and the durations of its successes.
   */
  route(route: RouteDeclaration): RouteSlot
  /** The slot of requests that no route takes: one for each known verb, one for all others. */
  unrouted(method: string): RouteSlot
  /** Requests under way: up when one arrives, down when its response is complete or gone. */
  readonly inFlight: Pick<GaugeSeries, 'inc' | 'dec'>
}

export function createHttpMetrics(
  families: FamilyRegistry,
  options: RouteTablesOptions,
): HttpMetrics {
  const routes = new RouteTables(options)
  for (const family of routes.families) families.add(family)
  const inFlight = families.add(
    new ScalarFamily(inNamespace(metricDefinitions.httpInFlight, options.namespace)),
  ).table
  const row = inFlight.addRow(noLabels)
  return {
    route: (route) => routes.slot(route),
    unrouted: (method) =>
      routes.slot({ method: toVerbLabel(method), path: unroutedPath, statuses: [] }),
    inFlight: {
      inc: (value = 1) => inFlight.add(row, value),
      dec: (value = 1) => inFlight.add(row, -value),
    },
  }
}
