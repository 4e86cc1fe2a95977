import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Knows the sockets of a server and the responses under way, so that a server can close without
 * cutting a request and without waiting for sockets that have none: `server.close()` waits for
 * connections that never sent a request and for half of one.
 */
export class Connections {
  readonly #server: Server
  readonly #sockets = new Map<Socket, number>()
  readonly #responses = new Set<ServerResponse>()
  readonly #busy = new Map<Socket, number>()
  /** When a response was first seen to be written but not taken. */
  readonly #written = new WeakMap<ServerResponse, number>()
  #draining = false
  #onIdle: (() => void) | undefined

  /** `writeTimeout`: a client that has not taken its whole response by then is cut off; in ms. */
  constructor(server: Server, writeTimeout: number) {
    this.#server = server
    const look = setInterval(() => this.#cutSlowReaders(writeTimeout), writeTimeout / 4).unref()
    server.once('close', () => clearInterval(look))
    server.on('connection', (socket: Socket) => {
      this.#sockets.set(socket, -1)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) =>
      this.#begin(response),
    )
  }

  /** Responses that are not complete. */
  get active(): number {
    return this.#responses.size
  }

  /** From now on every response ends its connection. */
  drain(): void {
    this.#draining = true
    for (const response of this.#responses) endAfter(response)
  }

  /**
   * Stops to listen and settles when no response is under way. Sockets without a request are ended
   * as soon as nothing arrives on them.
   */
  async close(): Promise<void> {
    this.drain()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    const sweep = setInterval(() => this.#endQuietSockets(), 20)
    this.#endQuietSockets()
    try {
      await closed
    } finally {
      clearInterval(sweep)
    }
  }

  /** Settles when no response is under way. */
  async idle(): Promise<void> {
    if (this.#responses.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve
      })
    }
  }

  /** Cuts what is left. */
  destroy(): void {
    for (const socket of this.#sockets.keys()) socket.destroy()
  }

  /** Looks at all of them now and then: a timer for each response would cost more than this. */
  #cutSlowReaders(writeTimeout: number): void {
    const now = performance.now()
    for (const response of this.#responses) {
      if (!response.writableEnded) continue
      const since = this.#written.get(response) ?? now
      this.#written.set(response, since)
      if (now - since >= writeTimeout) response.socket?.destroy()
    }
  }

  #begin(response: ServerResponse): void {
    const { socket } = response
    this.#responses.add(response)
    if (socket !== null) this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1)
    if (this.#draining) endAfter(response)
    response.once('close', () => {
      this.#responses.delete(response)
      if (socket !== null) this.#finish(socket)
      if (this.#responses.size === 0) this.#onIdle?.()
    })
  }

  #finish(socket: Socket): void {
    const left = (this.#busy.get(socket) ?? 1) - 1
    if (left > 0) this.#busy.set(socket, left)
    else this.#busy.delete(socket)
  }

  /** A socket on which something arrived since the last look may be in the middle of a request. */
  #endQuietSockets(): void {
    for (const [socket, bytesSeen] of this.#sockets) {
      if (this.#busy.has(socket)) continue
      if (socket.bytesRead === bytesSeen) socket.destroySoon()
      else this.#sockets.set(socket, socket.bytesRead)
    }
  }
}

function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}
