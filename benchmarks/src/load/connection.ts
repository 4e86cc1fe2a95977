import { connect } from 'node:net'
import { BenchError } from '../bench-error.ts'
import { ResponseReader } from './response-reader.ts'

/** A keep-alive connection that carries one request at a time. */
export interface Connection {
  /** Sends a request; `onAnswer` runs when its response is complete. */
  send(request: Uint8Array, onAnswer: () => void): void
  close(): void
}

export interface ConnectionOptions {
  readonly port: number
  /** The status every response must have. */
  readonly status: number
  /** Called once, if the peer answers wrongly or hangs up. */
  readonly onFailure: (error: unknown) => void
}

/** Opens a connection to 127.0.0.1. Bytes are read into one buffer, which makes no garbage. */
export function openConnection({
  port,
  status,
  onFailure,
}: ConnectionOptions): Promise<Connection> {
  const reader = new ResponseReader(status)
  let answered: (() => void) | undefined

  function read(size: number, buffer: Uint8Array): boolean {
    try {
      if (reader.push((buffer as Buffer).subarray(0, size))) answered?.()
    } catch (error) {
      fail(error)
    }
    return true
  }

  function fail(error: unknown): void {
    socket.destroy()
    onFailure(error)
  }

  const socket = connect({
    host: '127.0.0.1',
    port,
    noDelay: true,
    onread: { buffer: Buffer.alloc(16 * 1024), callback: read },
  })
  const connection: Connection = {
    send(request, onAnswer) {
      answered = onAnswer
      socket.write(request)
    },
    close: () => socket.removeAllListeners('end').destroy(),
  }
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(connection))
    socket.once('error', (error) => {
      reject(error)
      fail(error)
    })
    socket.once('end', () => fail(new BenchError('The peer closed a connection under load.')))
  })
}
