import type { ReadableSpan } from '@opentelemetry/sdk-trace'

/** What becomes of spans. Every span that ended is in exactly one of these. */
export interface SpanCounts {
  /** Taken by the collector. */
  readonly exported: number
  /** Sent, and refused or not answered. */
  readonly failed: number
  /** Never sent: too many were waiting, or it was too late. */
  readonly dropped: number
  /** Waiting or on their way, never more than `maxQueue`. */
  readonly queued: number
}

/** Lets spans through to the exporter, and keeps the books. Never throws, never waits. */
export class SpanQueue implements SpanCounts {
  exported = 0
  failed = 0
  dropped = 0
  queued = 0
  closed = false
  readonly #limit: number
  /** Spans that ended before the SDK was loaded. */
  #early: ReadableSpan[] = []
  #deliver: ((span: ReadableSpan) => void) | undefined = undefined

  constructor(limit: number) {
    this.#limit = limit
  }

  add(span: ReadableSpan): void {
    if (this.closed || this.queued >= this.#limit) {
      this.dropped++
      return
    }
    this.queued++
    if (this.#deliver === undefined) this.#early.push(span)
    else this.#deliver(span)
  }

  deliverTo(deliver: (span: ReadableSpan) => void): void {
    const early = this.#early
    this.#early = []
    this.#deliver = deliver
    for (const span of early) deliver(span)
  }

  /** A batch has come to its end. */
  settle(spans: number, outcome: 'exported' | 'failed' | 'dropped'): void {
    const settled = Math.min(spans, this.queued)
    this.queued -= settled
    this[outcome] += settled
  }

  /** From now on all is dropped, with what still waits. */
  close(): void {
    this.closed = true
    this.#early = []
    this.settle(this.queued, 'dropped')
  }
}
