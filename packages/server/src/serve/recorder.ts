import {
  type ApiModel,
  type JsonSchema,
  type MethodModel,
  type RouteModel,
  resolveRef,
} from '@seaworthy/design'
import { type Logger, type RequestLog, requestLog } from '@seaworthy/telemetry/log'
import type { Metrics, RouteSlot } from '@seaworthy/telemetry/metrics'
import type { Trace, Tracing } from '@seaworthy/telemetry/trace'
import type { Outcome, Recorder } from '../engine/outcome.ts'

/** What is prepared for a route: its line, and its numbers. */
interface RouteRecord {
  readonly log: RequestLog
  readonly slot: RouteSlot
  /** A parameter of the path is personal or secret: spans show the template instead. */
  readonly marked: boolean
}

export interface RecorderTargets {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing: Tracing
}

/**
 * The one place that takes note of a request. Everything that depends on the route is prepared here,
 * at the start, so that every designed route is present at zero from the first scrape on.
 */
export function createRecorder(
  api: ApiModel,
  { logger, metrics, tracing }: RecorderTargets,
): Recorder {
  const routes = new Map<string, Map<string, RouteRecord>>()
  for (const { method, route, verb } of designedRoutes(api)) {
    const verbs = routes.get(route.path) ?? new Map<string, RouteRecord>()
    routes.set(route.path, verbs)
    const marked = markedParameters(route)
    verbs.set(verb, {
      marked: marked.length > 0,
      log: requestLog(logger, { route: route.path, marked }),
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
  const hidesPaths = [...designedRoutes(api)].some(
    ({ route }) => markedParameters(route).length > 0,
  )
  return (outcome: Outcome) => {
    const { route, verb, status, durationMs, responseSize } = outcome
    const known = route === undefined ? undefined : routes.get(route)?.get(verb)
    const { log, slot } = known ?? { log: unroutedLog, slot: metrics.http.unrouted(verb) }
    slot.record(status, durationMs / 1000, responseSize, exemplarOf(outcome))
    // What no route takes may be a marked parameter with a slash too many.
    const hidden = known === undefined && hidesPaths
    log.completed(hidden ? { ...outcome, path: '-' } : outcome)
    if (outcome.trace?.sampled === true) {
      const { method } = outcome
      tracing.endRequest(outcome.trace, {
        ...outcome,
        path: hidden ? '-' : known?.marked === true ? (route ?? '-') : outcome.path,
        service: method?.service,
        operation: method?.name,
      })
    }
  }
}

/** Only a sampled request has a trace that somebody can look up. */
function exemplarOf({ trace }: Outcome): Trace | undefined {
  return trace?.sampled === true ? trace : undefined
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

/** On the field itself, or on the named type that it is of. */
function isMarked(json: JsonSchema): boolean {
  return [json, resolveRef(json)].some((one) => one['x-pii'] === true || one['x-secret'] === true)
}

function markedParameters({ parameters }: RouteModel): string[] {
  const marked = parameters.filter(({ json }) => isMarked(json))
  return marked.map(({ name }) => name)
}
