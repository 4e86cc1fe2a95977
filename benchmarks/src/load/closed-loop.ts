import type { Load, LoadSamples } from './load.ts'

/**
 * Each connection sends its next request when it has the answer to the last: the server is
 * always busy, which is right for CPU time and throughput. The latency is that of a full
 * server, and a stall is felt once by each connection only (coordinated omission): for latency
 * as users see it, use a constant rate.
 */
export function runClosedLoop(load: Load): Promise<LoadSamples> {
  const { connections, requests, total, now } = load
  const latencies = new Float64Array(total)
  const { promise, resolve } = Promise.withResolvers<LoadSamples>()
  const start = now()
  let sent = 0
  let answered = 0

  for (const connection of connections) {
    let sentAt = 0
    const send = () => {
      const request = requests[sent % requests.length]
      if (sent === total || request === undefined) return
      sent += 1
      sentAt = now()
      connection.send(request, onAnswer)
    }
    const onAnswer = () => {
      const time = now()
      latencies[answered] = time - sentAt
      answered += 1
      if (answered === total) resolve({ latencies, elapsed: time - start })
      else send()
    }
    send()
  }
  return promise
}
