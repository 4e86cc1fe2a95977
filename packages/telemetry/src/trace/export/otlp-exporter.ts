import { setTimeout as wait } from 'node:timers/promises'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { ISerializer, IExportTraceServiceResponse } from '@opentelemetry/otlp-transformer'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { SpanQueue } from '../span-queue.ts'
import { type Transport, TransportError } from './transport.ts'

export interface OtlpExporterOptions {
  readonly transport: Transport
  readonly serializer: ISerializer<ReadableSpan[], IExportTraceServiceResponse>
  /** For one batch, its repetitions included, in milliseconds. */
  readonly timeout: number
  readonly queue: SpanQueue
  readonly onError: (error: unknown) => void
}

const firstPause = 500
const longestPause = 5000

/** Sends batches, again where that may help, and always comes to an end. */
export class OtlpExporter implements SpanExporter {
  readonly #options: OtlpExporterOptions
  readonly #cut = new AbortController()
  readonly #sending = new Set<Promise<void>>()
  #leaving = false
  #failing = false

  constructor(options: OtlpExporterOptions) {
    this.#options = options
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const sending = this.#export(spans).then((result) => {
      this.#sending.delete(sending)
      done(result)
    })
    this.#sending.add(sending)
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.#sending)
  }

  /** Nothing is sent twice any more: there is no time. */
  leave(): void {
    this.#leaving = true
  }

  async shutdown(): Promise<void> {
    this.#cut.abort()
    this.#options.transport.close()
    await this.forceFlush()
  }

  async #export(spans: ReadableSpan[]): Promise<ExportResult> {
    const { queue } = this.#options
    if (this.#cut.signal.aborted) {
      queue.settle(spans.length, 'dropped')
      return { code: ExportResultCode.FAILED }
    }
    try {
      const rejected = await this.#send(spans)
      queue.settle(rejected, 'failed')
      queue.settle(spans.length - rejected, 'exported')
      this.#failing = false
      return { code: ExportResultCode.SUCCESS }
    } catch (error) {
      queue.settle(spans.length, 'failed')
      this.#tell(error)
      return { code: ExportResultCode.FAILED }
    }
  }

  /** How many of them the collector did not want. */
  async #send(spans: ReadableSpan[]): Promise<number> {
    const { serializer, transport, timeout } = this.#options
    const message = serializer.serializeRequest(spans)
    if (message === undefined) throw new Error('The spans cannot be written as OTLP')
    const late = AbortSignal.timeout(timeout)
    const signal = AbortSignal.any([late, this.#cut.signal])
    for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
      try {
        const answer = await transport.send(message, signal)
        return rejectedOf(serializer, answer, spans.length)
      } catch (error) {
        const again = error instanceof TransportError && error.retryable && !this.#leaving
        if (!again || signal.aborted) throw late.aborted ? timedOut(timeout, error) : error
        const jittered = pause * (0.8 + 0.4 * Math.random())
        // Whoever waits for the end has a timer of its own.
        await wait(error.retryAfter ?? jittered, undefined, { signal, ref: false }).catch(() => {
          throw late.aborted ? timedOut(timeout, error) : error
        })
      }
    }
  }

  /** Once for a time of failures, and not for each. */
  #tell(error: unknown): void {
    if (this.#failing || this.#cut.signal.aborted) return
    this.#failing = true
    this.#options.onError(error)
  }
}

function timedOut(timeout: number, cause: unknown): Error {
  return new Error(`The collector did not take the spans within ${timeout} ms`, { cause })
}

function rejectedOf(
  serializer: OtlpExporterOptions['serializer'],
  answer: Uint8Array,
  most: number,
): number {
  if (answer.length === 0) return 0
  try {
    const rejected = Number(serializer.deserializeResponse(answer).partialSuccess?.rejectedSpans)
    return rejected > 0 ? Math.min(rejected, most) : 0
  } catch {
    return 0
  }
}
