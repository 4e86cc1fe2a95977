import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isContinueHeld, sendContinue } from './expect-continue.ts'
import { findHeaderFlaw } from './header-flaw.ts'
import type { Observer } from './observer.ts'
import { automaticProblem } from './problem.ts'
import { recordOutcome } from './record-outcome.ts'
import { RequestContext } from './request-context.ts'
import { isForeign } from './route-identity.ts'
import { sendProblem } from './send.ts'

const contextKey: unique symbol = Symbol('seaworthy.request')

/** A response and a socket know their request: what arrives outside of Fastify's path finds it. */
type Tracked = { [contextKey]?: RequestContext | undefined }

/** The request that this response answers. */
export function contextOf(response: ServerResponse): RequestContext | undefined {
  return (response as Tracked)[contextKey]
}

/** The last request that began on this socket, until all of it has arrived and is answered. */
export function lastContextOf(socket: Socket): RequestContext | undefined {
  return (socket as Tracked)[contextKey]
}

const trackerKey: unique symbol = Symbol('seaworthy.tracker')

/** The tracker that watches this application already. */
export function trackerOf(app: FastifyInstance): RequestTracker | undefined {
  return app.hasDecorator(trackerKey) ? app.getDecorator<RequestTracker>(trackerKey) : undefined
}

/**
 * Follows every request from its first hook to the close of its response, so that each is recorded
 * exactly once, whoever answers it: a route of the design, a plug-in, or Fastify itself.
 */
export class RequestTracker {
  readonly observer: Observer
  /** What has no complete response yet. */
  readonly underWay = new Set<RequestContext>()
  #idle: PromiseWithResolvers<void> | undefined = undefined

  constructor(observer: Observer) {
    this.observer = observer
  }

  /** Must come before the hooks of others: one of them may answer. */
  watch(app: FastifyInstance): void {
    const getter = (): RequestTracker => this
    if (trackerOf(app) === undefined) app.decorate(trackerKey, { getter })
    app.addHook('onRequest', (request, reply, done) => {
      const known = contextOf(reply.raw)
      if (known !== undefined) {
        // An API mounted in another, with a recorder of its own.
        known.record = this.observer.record
        return done()
      }
      const context = this.begin(request, reply)
      const flaw = findHeaderFlaw(request.raw)
      if (flaw === undefined) {
        if (isContinueHeld(reply.raw) && isForeign(request)) sendContinue(reply.raw)
        return done()
      }
      sendProblem(context, automaticProblem('malformedRequest', { detail: flaw }))
    })
  }

  begin(request: FastifyRequest, reply: FastifyReply): RequestContext {
    const context = new RequestContext(request, reply, this.observer)
    const { raw } = reply
    ;(raw as Tracked)[contextKey] = context
    this.#follow(request.raw.socket, context)
    this.underWay.add(context)
    reply.header('x-request-id', context.requestId)
    // A host's slow hook may have outlived its client.
    if (raw.destroyed) process.nextTick(() => this.#end(context))
    else raw.on('close', () => this.#end(context))
    return context
  }

  /** Settles when nothing is under way. */
  async idle(): Promise<void> {
    if (this.underWay.size === 0) return
    this.#idle ??= Promise.withResolvers<void>()
    await this.#idle.promise
  }

  /** A response that waits behind another has no socket yet, and may not hear that it is gone. */
  #follow(socket: Socket, context: RequestContext): void {
    const tracked = socket as Tracked
    if (!(contextKey in tracked)) {
      socket.on('close', () => {
        let last = tracked[contextKey]
        while (last !== undefined) {
          const { before } = last
          this.#end(last)
          last = before
        }
      })
    }
    context.before = tracked[contextKey]
    tracked[contextKey] = context
  }

  #end(context: RequestContext): void {
    if (!this.underWay.delete(context)) return
    const { raw } = context.incoming
    const socket = raw.socket as Tracked
    if (raw.complete && socket[contextKey] === context) socket[contextKey] = undefined
    context.before = undefined
    context.settle()
    recordOutcome(context)
    if (this.underWay.size > 0) return
    this.#idle?.resolve()
    this.#idle = undefined
  }
}
