/** A benchmark that cannot be trusted or cannot run; the message says why and what to do. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
}
