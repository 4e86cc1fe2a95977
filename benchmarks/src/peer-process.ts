import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { BenchError } from './bench-error.ts'
import { type Child, startChild } from './child.ts'
import type { Host } from './host.ts'
import type { PeerUsage } from './peer.ts'

/** A peer that listens. */
export interface PeerProcess {
  readonly port: number
  usage(): Promise<PeerUsage>
  close(): Promise<void>
}

const folder = join(import.meta.dirname, 'peers')

/** The peer that the others are compared with. */
export const baselinePeer = 'node-http'

/** The baseline again: what its ratio is off from 1 is the error of the measurement. */
export const controlPeer = 'node-http-control'

/** Names of all peers, the baseline first. */
export function listPeers(): string[] {
  const files = readdirSync(folder).filter((file) => /(?<!\.test)\.ts$/.test(file))
  const names = files.map((file) => file.slice(0, -'.ts'.length)).toSorted()
  return [baselinePeer, ...names.filter((name) => name !== baselinePeer)]
}

/** Starts a peer and waits until it listens. */
export async function startPeer(name: string, host: Host): Promise<PeerProcess> {
  if (!listPeers().includes(name)) {
    throw new BenchError(`There is no peer "${name}". Choose from: ${listPeers().join(', ')}.`)
  }
  const file = join(folder, `${name}.ts`)
  const child = startChild({ ...host, name, file, core: host.cores?.server })
  try {
    const port = await child.until(readReadyLine(child.stdout), 15_000)
    return { port, usage: () => readUsage(child), close: () => child.close() }
  } catch (error) {
    await child.close()
    throw error
  }
}

async function readUsage(child: Child): Promise<PeerUsage> {
  return (await child.ask({ command: 'usage' }, 5000)) as PeerUsage
}

/** The port of the first line `{"port":N}`; all that follows on the stream is thrown away. */
function readReadyLine(stdout: Readable): Promise<number> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => {
      const port = /^\{"port":(\d+)\}$/.exec(line)?.[1]
      if (port === undefined) return
      lines.close()
      stdout.resume()
      resolve(Number(port))
    })
  })
}
