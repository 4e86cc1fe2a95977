// node blocked-reader.ts [seconds]: what a reader of the log that stands still for that long (30) does to a
// process that logs 20 lines every millisecond: nothing, but for lines that are dropped and counted.
import type { FloodReport } from './flood-log.ts'
import { type OutputKind, runChild } from './run-child.ts'

const [seconds = '30'] = process.argv.slice(2)
for (const kind of ['pipe', 'socket', 'terminal'] satisfies OutputKind[]) {
  const child = runChild(kind, 'flood', `${8 * 1024 * 1024}`, seconds)
  await child.message()
  child.reader.stop()
  child.send('start')
  const report = (await child.message()) as unknown as FloodReport
  child.reader.resume()
  child.send('reader is back')
  const { dropped } = await child.message()
  const lines = await child.lines()
  const told = lines.filter(({ message }) => message === 'log_lines_dropped')
  const { logged, gaps, ownGaps, mostPending, grown } = report
  const kept = lines.filter(({ n }) => typeof n === 'number').length
  const counted = told.reduce((sum, { count }) => sum + Number(count), 0)
  process.stdout.write(
    `${kind}: ${seconds} s without a reader; ${logged} lines logged, ${kept} read, ` +
      `${String(dropped)} dropped, ${counted} of them told of; longest gap ${Math.max(...gaps)} ms, ` +
      `${Math.max(...ownGaps)} ms without what other processes took (in each fifth: ` +
      `${gaps.join(', ')} and ${ownGaps.join(', ')}); at most ${mostPending} bytes kept; memory ` +
      `grew by ${Math.round(grown / 1e6)} MB\n`,
  )
  await child[Symbol.asyncDispose]()
}
