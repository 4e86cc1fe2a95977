import type { Connection } from './connection.ts'

/** Connections that answer when the test says so, and a clock that it moves. */
export function createTestLoad(count: number) {
  const open: (() => void)[] = []
  const sent: string[] = []
  let time = 0
  const connection: Connection = {
    send(request, onAnswer) {
      sent.push(Buffer.from(request).toString())
      open.push(onAnswer)
    },
    close() {},
  }
  return {
    connections: Array.from({ length: count }, () => connection),
    requests: [Buffer.from('a'), Buffer.from('b')],
    now: () => time,
    /** What was sent so far. */
    sent,
    /** Sets the clock, in milliseconds. */
    moveTo(milliseconds: number) {
      time = milliseconds
    },
    /** Answers the oldest request. */
    answer() {
      open.shift()?.()
    },
  }
}
