import { ClientGoneError } from './deadline.ts'
import type { Recorder } from './outcome.ts'
import type { RequestContext } from './request-context.ts'

/** The status under which a request is recorded whose client went away (as nginx has it). */
const clientClosedRequest = 499

/**
 * Records the outcome when the response is complete or its connection is gone, whichever comes
 * first; in the second case the handler's signal is aborted.
 */
export function recordOutcome(context: RequestContext, record: Recorder): void {
  context.reply.raw.once('close', () => {
    const { reply, route, headers } = context
    const aborted = !reply.raw.writableFinished
    if (aborted) context.abort(new ClientGoneError('The client closed the connection'))
    record({
      method: route.method,
      route: route.template,
      verb: context.verb,
      path: context.url,
      status: aborted ? clientClosedRequest : reply.raw.statusCode,
      durationMs: performance.now() - context.started,
      responseSize: context.responseSize,
      requestId: context.requestId,
      traceId: context.traceId,
      subject: context.principal?.subject,
      remoteAddress: context.remoteAddress,
      userAgent: headers['user-agent'],
      aborted,
      failure: context.failure,
    })
  })
}
