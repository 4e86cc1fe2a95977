import type { ApiModel, MethodModel, RouteModel } from '@seaworthy/design'
import { type Logger, type RequestLog, requestLog } from '@seaworthy/telemetry/log'
import type { Metrics, RouteSlot } from '@seaworthy/telemetry/metrics'
import type { Outcome, Recorder } from '../engine/outcome.ts'

/** What is prepared for a route: its line, and its numbers. */
interface RouteRecord {
  readonly log: RequestLog
  readonly slot: RouteSlot
}

/**
 * The one place that takes note of a request. Everything that depends on the route is prepared here,
 * at the start, so that every designed route is present at zero from the first scrape on.
 */
export function createRecorder(api: ApiModel, logger: Logger, metrics: Metrics): Recorder {
  const routes = new Map<string, Map<string, RouteRecord>>()
  for (const { method, route, verb } of designedRoutes(api)) {
    const verbs = routes.get(route.path) ?? new Map<string, RouteRecord>()
    routes.set(route.path, verbs)
    verbs.set(verb, {
      log: requestLog(logger, { route: route.path, marked: markedParameters(route) }),
      slot: metrics.http.route({
        method: verb,
        path: route.path,
        // HEAD comes with GET; it shows once somebody uses it.
        statuses: verb === 'HEAD' ? [] : expectedStatuses(method, route),
        latencyObjective: method.slo?.latency?.under,
      }),
    })
  }
  const unroutedLog = requestLog(logger)
  return (outcome: Outcome) => {
    const { route, verb, status, durationMs, responseSize } = outcome
    const known = route === undefined ? undefined : routes.get(route)?.get(verb)
    const { log, slot } = known ?? { log: unroutedLog, slot: metrics.http.unrouted(verb) }
    slot.record(status, durationMs / 1000, responseSize)
    log.completed(outcome)
  }
}

interface DesignedRoute {
  readonly method: MethodModel
  readonly route: RouteModel
  readonly verb: string
}

function* designedRoutes({ services }: ApiModel): Iterable<DesignedRoute> {
  for (const method of services.flatMap((service) => service.methods)) {
    for (const route of method.routes) {
      yield { method, route, verb: route.verb }
      if (route.verb === 'GET') yield { method, route, verb: 'HEAD' }
    }
  }
}

/** Of a route with answers by design; every route can fail. */
function expectedStatuses(method: MethodModel, route: RouteModel): number[] {
  const statuses = new Set(route.responses.map(({ status }) => status))
  for (const { status } of method.errors) statuses.add(status)
  if (method.payload !== undefined) statuses.add(400)
  if (method.security.length > 0) statuses.add(401)
  return [...statuses.add(500)]
}

function markedParameters({ parameters }: RouteModel): string[] {
  const marked = parameters.filter(
    ({ json }) => json['x-pii'] === true || json['x-secret'] === true,
  )
  return marked.map(({ name }) => name)
}
