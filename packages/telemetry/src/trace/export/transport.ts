/** Brings one OTLP message to a collector. */
export interface Transport {
  /** The answer of the collector, or a `TransportError`. Ends when the signal does. */
  send(message: Uint8Array, signal: AbortSignal): Promise<Uint8Array>
  /** Cuts the connections. */
  close(): void
}

export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** The same message may be taken later. */
  readonly retryable: boolean
  /** When the collector wants it again, in milliseconds. */
  readonly retryAfter: number | undefined

  constructor(
    message: string,
    options: ErrorOptions & { retryable: boolean; retryAfter?: number | undefined },
  ) {
    super(message, options)
    this.retryable = options.retryable
    this.retryAfter = options.retryAfter
  }
}
