import type { observabilitySettings } from './sections/observability.ts'
import type { ValuesOf } from './section.ts'

/**
 * Where spans go, or `undefined` if they go nowhere. A general endpoint gets `/v1/traces` for
 * HTTP, as the specification of OTLP says; one for traces only is used as it is.
 */
export function toTracesUrl(
  observability: ValuesOf<typeof observabilitySettings>,
): string | undefined {
  const { tracingEnabled, otelSdkDisabled, tracingEndpoint, tracingProtocol } = observability
  if (!tracingEnabled || otelSdkDisabled) return undefined
  if (observability.tracingTracesEndpoint !== undefined) return observability.tracingTracesEndpoint
  if (tracingEndpoint === undefined) return undefined
  const base = tracingEndpoint.includes('://') ? tracingEndpoint : `http://${tracingEndpoint}`
  return tracingProtocol === 'grpc' ? base : `${base.replace(/\/+$/, '')}/v1/traces`
}
