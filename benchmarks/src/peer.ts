import { readFileSync, writeSync } from 'node:fs'

/**
 * The contract of a peer. A peer is one file in `peers/`, run as a child process; its name is
 * the name of its file. It serves, on a free port of 127.0.0.1:
 *
 *     GET  /users/:id   200 {id, name, email}: the id of the path, and `person` from user.ts
 *                       400 when the id is not a UUID
 *     POST /users       {name: 1..100 code points, email: an address}, no other members
 *                       201 {id, name, email}: `createdId`, and what was sent
 *                       400 for any other body, and for one that is not JSON
 *
 * Bodies are JSON with a Content-Length, an idle connection stays open for a minute, and an
 * error is an RFC 9457 problem document, of which only `status` is compared. Nothing may be
 * answered from a cache.
 * probes.ts is the exact form of this; a peer that answers otherwise is not measured.
 *
 * Two set-ups of one framework are two files. Logs may go to stdout: after the ready line it is
 * drained and thrown away. NODE_ENV is `production`, and no variable of the shell but PATH, HOME
 * and TMPDIR is there. All peers of a round are alive at once, so any further port (that of the
 * metrics, say) must be a free one, port 0, as well.
 */
export interface PeerServer {
  readonly port: number
  close(): Promise<unknown>
}

/** What the operating system says of a peer's process so far. */
export interface PeerUsage {
  /** CPU time of all threads, in microseconds. */
  readonly userMicroseconds: number
  readonly systemMicroseconds: number
  readonly rssBytes: number
  /** Time the main thread was ready to run while its core ran something else; Linux only. */
  readonly runQueueMicroseconds?: number
}

export type PeerCommand = { readonly command: 'usage' } | { readonly command: 'stop' }

/**
 * Runs the server of a peer: prints the ready line, `{"port":N}`, then answers `usage` and
 * `stop` over the IPC channel. Ends with the process that started it.
 */
export async function runPeer(listen: () => Promise<PeerServer>): Promise<void> {
  const server = await listen()
  process.on('message', (message: PeerCommand) => {
    if (message.command === 'usage') process.send?.(readUsage())
    else void server.close().finally(() => process.exit())
  })
  process.on('disconnect', () => process.exit())
  // Not process.stdout: that would make the descriptor non-blocking for the peer's own logger.
  writeSync(1, `${JSON.stringify({ port: server.port })}\n`)
}

function readUsage(): PeerUsage {
  const { user, system } = process.cpuUsage()
  const rssBytes = process.memoryUsage.rss()
  const usage = { userMicroseconds: user, systemMicroseconds: system, rssBytes }
  if (process.platform !== 'linux') return usage
  const [, waitNanoseconds] = readFileSync('/proc/self/schedstat', 'latin1').split(' ')
  return { ...usage, runQueueMicroseconds: Number(waitNanoseconds) / 1000 }
}
