// node line-cost.ts | cat >/dev/null: the CPU time of a line about a request, its way to a pipe included.
// The ways take turns of 2,000 lines, so that each has its share of the machine's good and bad times.
import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { destination, pino } from 'pino'
import { createLogger } from '../create-logger.ts'
import { withLogContext } from '../log-context.ts'
import { toRequestFields } from '../request-fields.ts'
import { requestLog } from '../request-log.ts'
import { createStdoutSink } from '../stdout-sink.ts'

const rounds = 60
const linesPerTurn = 2_000
/** As many lines as a busy service logs before the event loop turns. */
const linesPerLoop = 20

const route = { apiVersion: 'v1', route: '/api/v1/users/{id}' }
const identity = { service: 'users', environment: 'production', version: '1.4.0' }
const request = {
  requestId: '0198f2c4-6d7a-7c3e-9a51-4f1f6f0c2b11',
  subject: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  verb: 'GET',
  path: '/api/v1/users/7c9e6679-7425-40de-944b-e07fc1f90ae7',
  status: 200,
  responseSize: 142,
  remoteAddress: '192.0.2.17',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
}
const sink = createStdoutSink()
const logger = createLogger({ ...identity, sink })
const requests = requestLog(logger, route)
const levels = { formatters: { level: (level: string) => ({ level }) }, base: identity }
const pinoSync = pino({ ...levels, messageKey: 'message' }, destination({ fd: 1, sync: true }))
const pinoAsync = pino(
  { ...levels, messageKey: 'message' },
  destination({ fd: 1, sync: false, minLength: 4096 }),
)

let n = 0
const record = () => ({ ...request, durationMs: 1 + (n++ % 4096) / 1000 })
const fields = () => {
  const made = record()
  return toRequestFields(made, route, made.path)
}
const line = () => {
  const timestamp = new Date().toISOString()
  const start = { level: 'info', timestamp, ...identity, message: 'request_completed' }
  return `${JSON.stringify({ ...start, ...fields() })}\n`
}

const ways: Record<string, () => void> = {
  'making the record, no line': () => record(),
  'JSON.stringify + writeSync': () => writeNow(line()),
  'JSON.stringify + our sink': () => sink.write(line()),
  'pino 10.4.0, sync': () => pinoSync.info(fields(), 'request_completed'),
  'pino 10.4.0, async, 4 KiB': () => pinoAsync.info(fields(), 'request_completed'),
  requestLog: () => requests.completed(record()),
  'logger.info, the same fields': () => logger.info('request_completed', fields()),
  'logger.info, three fields': () =>
    logger.info('order_placed', { order: 'o-1', items: n, ok: true }),
  'logger.info in a context': () =>
    withLogContext({ request_id: request.requestId }, () => logger.info('order_placed', { n })),
  'logger.error with a caller': () => logger.error('order_failed', { n }),
  'child of two fields, no line': () => logger.child({ request_id: request.requestId, n }),
  'logger.debug, not enabled': () => logger.debug('order_placed', { n }),
}

/** pino.destination makes standard output non-blocking, and itself waits as this does. */
function writeNow(text: string): void {
  for (;;) {
    try {
      writeSync(1, text)
      return
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

const costs = new Map(Object.keys(ways).map((name) => [name, [] as number[]]))
for (let round = 0; round < rounds; round++) {
  for (const [name, log] of Object.entries(ways)) {
    const before = process.cpuUsage()
    for (let i = 0; i < linesPerTurn; i++) {
      log()
      if (i % linesPerLoop === 0) await setImmediate()
    }
    await sink.flush()
    const { user, system } = process.cpuUsage(before)
    if (round >= rounds / 6) costs.get(name)?.push((user + system) / linesPerTurn)
  }
}
for (const [name, all] of costs) {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((part) => {
    return (all.toSorted((a, b) => a - b)[Math.floor(all.length * part)] ?? 0).toFixed(2)
  })
  process.stderr.write(`${name.padEnd(32)} ${middle} µs a line (${low} to ${high})\n`)
}
process.stderr.write(`dropped: ${sink.dropped}\n`)
