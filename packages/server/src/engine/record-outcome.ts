import { ClientGoneError } from './deadline.ts'
import type { Outcome } from './outcome.ts'
import type { RequestContext } from './request-context.ts'
import { identityOf } from './route-identity.ts'

/** The status under which a request is recorded whose client went away (as nginx has it). */
const clientClosedRequest = 499

/**
 * Records what became of a request whose response is complete or whose connection is gone; in the
 * second case the handler's signal is aborted.
 */
export function recordOutcome(context: RequestContext): void {
  const { reply, incoming, headers } = context
  const aborted = isCutShort(context)
  if (aborted) context.abort(new ClientGoneError('The client closed the connection'))
  const route = context.route ?? identityOf(incoming)
  const outcome: Outcome = {
    method: route.method,
    route: route.template,
    verb: context.verb,
    path: pathOf(context.url),
    status: aborted ? clientClosedRequest : reply.raw.statusCode,
    durationMs: performance.now() - context.started,
    responseSize: sizeOf(context),
    requestId: context.requestId,
    trace: context.trace,
    traceId: context.traceId,
    spanId: context.trace.spanId,
    started: context.started,
    subject: context.principal?.subject,
    remoteAddress: context.remoteAddress,
    userAgent: headers['user-agent'],
    aborted,
    failure: context.failure,
  }
  try {
    context.record(outcome)
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : new Error(String(error)))
  }
}

/** In memory there is no socket that could break; `destroyed` is for those that have one. */
function isCutShort({ lingering, incoming, reply: { raw } }: RequestContext): boolean {
  if (raw.writableFinished || lingering) return false
  return !raw.writableEnded || Boolean(incoming.raw.socket.destroyed)
}

/** As sent, after plug-ins; 0 where the length is not known beforehand. */
function sizeOf({ reply, verb }: RequestContext): number {
  if (verb === 'HEAD') return 0
  return Number(reply.getHeader('content-length') ?? 0)
}

/** Without the query string, which may hold keys and names. */
export function pathOf(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
