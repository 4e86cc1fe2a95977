import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import type { TestContext } from 'node:test'

export interface RawResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** A connection on which a test says byte by byte what is sent. */
export interface RawConnection {
  readonly socket: Socket
  /** Lines are joined by CRLF; a last empty one ends the headers. */
  readonly send: (...lines: readonly string[]) => void
  /** The next response on the connection. `bodiless`: it answers a HEAD. */
  readonly response: (bodiless?: 'bodiless') => Promise<RawResponse>
  /** Settles when the server has closed its side. */
  readonly ended: Promise<unknown>
}

export async function connectRaw(t: TestContext, port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => socket.destroy())
  socket.on('error', () => {})
  let received = ''
  let arrived = () => {}
  let open = true
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    arrived()
  })
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        open = false
        arrived()
        resolve()
      })
    }
  })
  await once(socket, 'connect')
  return {
    socket,
    ended,
    send: (...lines) => void socket.write(lines.join('\r\n')),
    async response(bodiless) {
      for (;;) {
        const found = takeResponse(received, bodiless !== undefined)
        if (found !== undefined) {
          received = received.slice(found.length)
          return found.response
        }
        if (!open) throw new Error(`The connection ended after ${JSON.stringify(received)}`)
        await new Promise<void>((resolve) => (arrived = resolve))
      }
    },
  }
}

function takeResponse(
  text: string,
  bodiless: boolean,
): { response: RawResponse; length: number } | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const [first = '', ...fields] = text.slice(0, headEnd).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1])
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':')
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
    }),
  )
  const size = bodiless || status < 200 || status === 204 ? 0 : Number(headers['content-length'])
  const length = headEnd + 4 + size
  if (!(text.length >= length)) return undefined
  return { response: { status, headers, text: text.slice(headEnd + 4, length) }, length }
}
