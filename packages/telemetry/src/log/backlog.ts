import type { Output } from './output.ts'

/** Why writing stopped: nothing is left, enough for now, the reader is behind, nobody can take it. */
export type Progress = 'empty' | 'more' | 'behind' | 'failed'

/** Bytes of whole lines on their way out, oldest first. */
export class Backlog {
  readonly #chunks: Buffer[] = []
  readonly #scratch = Buffer.allocUnsafeSlow(65_536)
  /** How much of the first chunk is out. */
  #start = 0
  #bytes = 0
  #taken = 0

  get bytes(): number {
    return this.#bytes
  }

  /** Bytes written since the start. */
  get taken(): number {
    return this.#taken
  }

  push(lines: string): void {
    if (lines === '') return
    const chunk = this.#encode(lines)
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
  }

  /** Writes about `most` bytes at most. */
  writeTo(output: Output, most: number): Progress {
    const enough = this.#bytes - most
    for (let chunk = this.#chunks[0]; chunk !== undefined; chunk = this.#chunks[0]) {
      if (this.#bytes <= enough) return 'more'
      const end = endOfWrite(chunk, this.#start, output.atomic)
      const taken = output.write(chunk, this.#start, end)
      if (taken === 'failed') return 'failed'
      this.#start += taken
      this.#bytes -= taken
      this.#taken += taken
      if (this.#start < end) return 'behind'
      if (this.#start < chunk.length) continue
      this.#chunks.shift()
      this.#start = 0
    }
    return 'empty'
  }

  /** By way of a buffer that is there: `Buffer.from(lines)` takes half as long again. */
  #encode(lines: string): Buffer {
    if (lines.length * 3 > this.#scratch.length) return Buffer.from(lines)
    return Buffer.from(this.#scratch.subarray(0, this.#scratch.write(lines)))
  }
}

/**
 * After as many whole lines as `most` bytes hold, at least one: a line is not torn, nor mixed with
 * what another process writes, where that much is taken whole or not at all.
 */
export function endOfWrite(lines: Buffer, start: number, most: number): number {
  if (lines.length - start <= most) return lines.length
  const last = lines.lastIndexOf('\n', start + most - 1)
  if (last >= start) return last + 1
  const first = lines.indexOf('\n', start + most)
  return first === -1 ? lines.length : first + 1
}
