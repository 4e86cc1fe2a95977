// node chatty-child.ts <what to do> [number of lines, or of bytes to keep] [seconds]: a process that logs, for tests of how it ends
// and what becomes of its lines when nobody reads them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createLogger } from '../create-logger.ts'
import { createStdoutSink } from '../stdout-sink.ts'
import { floodLog } from './flood-log.ts'

const [what = '', count = '1000', seconds = '2'] = process.argv.slice(2)
const sink = createStdoutSink({
  ...(what === 'flood' && { maxBytes: Number(count) }),
  flushTimeout: 100,
})
const logger = createLogger({ service: 'chatty', sink })
const stayAlive = () => setInterval(() => {}, 1_000)

switch (what) {
  case 'exit':
    logLines()
    process.exit(3) // oxlint-disable-line unicorn/no-process-exit -- it is what is tested
  case 'throw':
    logLines()
    throw new Error('thrown')
  case 'reject':
    logLines()
    void Promise.reject(new Error('rejected'))
    break
  case 'end':
    logLines()
    break
  case 'log-at-exit':
    process.on('exit', () => logLines())
    break
  case 'sigterm':
    process.on('SIGTERM', () => process.exit(0))
    stayAlive()
    logLines()
    process.kill(process.pid, 'SIGTERM')
    break
  case 'close':
    logLines()
    await sink.close()
    logLines(10)
    await tell({ dropped: sink.dropped })
    break
  case 'flush':
    await tell({ ready: true })
    await once(process, 'message')
    logLines()
    await tell({ flushed: await sink.flush() })
    await once(process, 'message')
    while (!(await sink.flush()));
    await tell({ flushed: true })
    process.disconnect()
    break
  case 'idle':
    stayAlive()
    logger.info('line')
    break
  case 'endless':
    setInterval(() => logLines(20), 1)
    break
  case 'flood': {
    // What is started with this process's output takes its non-blocking mode away.
    await once(spawn('true', { stdio: 'inherit' }), 'exit')
    await tell({ ready: true })
    await once(process, 'message')
    await tell(await floodLog(logger, sink, Number(seconds)))
    await once(process, 'message')
    while (!(await sink.flush()));
    logger.info('after')
    await sink.flush()
    await tell({ dropped: sink.dropped })
    process.disconnect()
    break
  }
}

function logLines(lines = Number(count)): void {
  for (let n = 0; n < lines; n++) logger.info('line', { n, text: 'x'.repeat(250) })
}

function tell(message: object): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}
