import type { Connection } from './connection.ts'
import type { Load, LoadSamples } from './load.ts'

export interface ConstantRateLoad extends Load {
  /** Requests per second. */
  readonly rate: number
  /** Runs a function after input and output had their turn: `setImmediate`. */
  readonly defer: (tick: () => void) => void
}

/**
 * Request k is due at start + k/rate, whatever became of those before it. It goes out on the
 * connection that has been idle longest; when none is idle it waits. Its latency counts from
 * the moment it was due, so a stall of the server is felt by every request that fell into it.
 *
 * The generator asks for the time in a busy loop, since timers are a millisecond coarse: it
 * needs a core of its own, and its lag says whether it had one.
 */
export function runConstantRate(load: ConstantRateLoad): Promise<LoadSamples> {
  const { connections, requests, total, rate, now, defer } = load
  const latencies = new Float64Array(total)
  const lags = new Float64Array(total)
  const { promise, resolve } = Promise.withResolvers<LoadSamples>()
  const start = now()
  const dueAt = (index: number) => start + (index * 1000) / rate
  let due = 0
  let sent = 0
  let answered = 0

  const idle = connections.map((connection) => new Slot(connection, onAnswer))

  function tick(): void {
    const time = now()
    for (; due < total && dueAt(due) <= time; due += 1) lags[due] = time - dueAt(due)
    send()
    if (due < total) defer(tick)
  }

  function send(): void {
    while (sent < due) {
      const request = requests[sent % requests.length]
      const slot = request && idle.shift()
      if (slot === undefined) return
      slot.index = sent
      sent += 1
      slot.connection.send(request as Uint8Array, slot.onAnswer)
    }
  }

  function onAnswer(slot: Slot): void {
    const time = now()
    latencies[slot.index] = time - dueAt(slot.index)
    answered += 1
    idle.push(slot)
    if (answered === total) resolve({ latencies, lags, elapsed: time - start })
    else send()
  }

  tick()
  return promise
}

/** A connection, and the number of the request it carries. */
class Slot {
  index = 0
  readonly connection: Connection
  readonly onAnswer: () => void

  constructor(connection: Connection, onAnswer: (slot: Slot) => void) {
    this.connection = connection
    this.onAnswer = () => onAnswer(this)
  }
}
