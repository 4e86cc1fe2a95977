import type { MethodModel } from '@seaworthy/design'
import type { Logger } from '@seaworthy/telemetry/log'
import type { Trace } from '@seaworthy/telemetry/trace'
import type { IncomingHttpHeaders } from 'node:http'
import type { DesignedErrors, ErrorTypesMap } from './designed-errors.ts'
import type { Principal } from './principal.ts'

/** What a handler knows besides its payload. */
export interface HandlerContext<Errors extends ErrorTypesMap = Record<never, never>> {
  /** The errors of this method: `throw errors.notFound({ id })`. */
  readonly errors: DesignedErrors<Errors>
  /** Aborts at the deadline and when the client goes away. Hand it to whatever waits. */
  readonly signal: AbortSignal
  /** Milliseconds until the deadline; 0 when it has passed. */
  readonly remaining: () => number
  /** As in the `X-Request-ID` header of the response. */
  readonly requestId: string
  readonly traceId: string
  /** The span of the request: the parent of spans that the handler makes. */
  readonly trace: Trace
  /** Adds the ids of the request and the user to every line. */
  readonly log: Logger
  /** Who calls; `undefined` where the design asks for no security. */
  readonly principal: Principal | undefined
  /** The method as designed. */
  readonly method: MethodModel
  /** The request as it came, for what the design does not cover. */
  readonly request: RawRequest
}

export interface RawRequest {
  readonly headers: IncomingHttpHeaders
  readonly url: string
  readonly verb: string
  readonly remoteAddress: string
}
