import { BenchError } from '../bench-error.ts'

/**
 * Finds the end of each response on a keep-alive connection with one request outstanding, and
 * checks its status. Knows bodies with a Content-Length only: what the peers send.
 */
export class ResponseReader {
  readonly #status: number
  #head = ''
  #bodyLeft = 0

  constructor(status: number) {
    this.#status = status
  }

  /** Takes the next bytes; true when they complete a response. */
  push(chunk: Buffer): boolean {
    if (this.#bodyLeft > 0) return this.#readBody(chunk.length)
    const text = this.#head + chunk.toString('latin1')
    const end = text.indexOf('\r\n\r\n') + 4
    if (end >= 4) return this.#readHead(text.slice(0, end), text.length)
    this.#head = text
    return false
  }

  #readHead(head: string, available: number): boolean {
    this.#head = ''
    const status = Number(head.slice(9, 12))
    if (status !== this.#status) {
      throw new BenchError(`A response had status ${status} instead of ${this.#status}.`)
    }
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      throw new BenchError('A response had no Content-Length; the load generator needs one.')
    }
    this.#bodyLeft = Number(length)
    return this.#readBody(available - head.length)
  }

  #readBody(available: number): boolean {
    this.#bodyLeft -= available
    if (this.#bodyLeft < 0) throw new BenchError('A response was longer than its Content-Length.')
    return this.#bodyLeft === 0
  }
}
