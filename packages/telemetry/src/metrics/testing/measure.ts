// node packages/telemetry/src/metrics/testing/measure.ts: what recording and scraping cost on this
// machine. The best of many rounds: everything else is what other processes took.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Metrics, createMetrics } from '../create-metrics.ts'
import { openMetrics } from './scrape-series.ts'

for (const count of [10, 1_000]) {
  const metrics = createMetrics({ build: { version: '1.4.0' } })
  const began = process.cpuUsage()
  const slots = Array.from({ length: count }, (_, i) =>
    metrics.http.route({
      method: 'GET',
      path: `/api/v1/services/${i}/things/{thingId}`,
      statuses: [200, 400, 404],
      latencyObjective: 200,
    }),
  )
  const { user, system } = process.cpuUsage(began)
  print(`${count} routes`)
  print(`  declare        ${((user + system) / 1e3).toFixed(1)} ms CPU`)
  const seconds = Array.from({ length: 1024 }, () => Math.random() ** 4)
  const statuses = [200, 200, 200, 200, 404, 200, 200, 500]
  const query = { queryType: 'select', table: 'users' }
  const exemplar = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }
  print(`  record         ${nanoseconds(() => slots[0]!.record(200, 0.002, 512))} ns`)
  let n = 0
  const spread = nanoseconds(() => {
    n++
    slots[n % count]!.record(statuses[n & 7]!, seconds[n & 1023]!, n & 4095)
  })
  print(`  record, spread ${spread} ns`)
  print(`  with exemplar  ${nanoseconds(() => slots[0]!.record(200, 0.002, 512, exemplar))} ns`)
  print(`  query          ${nanoseconds(() => metrics.queries.observe(query, 0.01))} ns`)
  for (const accept of ['text/plain', openMetrics])
    print(`  ${await measureScrape(metrics, accept)}`)
  await metrics.close()
}

function nanoseconds(run: () => void): string {
  const rounds = Array.from({ length: 30 }, () => {
    const began = performance.now()
    for (let i = 0; i < 100_000; i++) run()
    return ((performance.now() - began) / 100_000) * 1e6
  })
  return Math.min(...rounds).toFixed(1)
}

async function measureScrape(metrics: Metrics, accept: string): Promise<string> {
  const scrapes: { took: number; gap: number; size: number }[] = []
  for (let round = 0; round < 15; round++) {
    const done = new AbortController()
    const gap = longestGap(done.signal)
    await nextTurn()
    const began = performance.now()
    const { text } = await metrics.scrape(accept)
    const took = performance.now() - began
    done.abort()
    scrapes.push({ took, gap: await gap, size: text.length })
  }
  const best = scrapes.reduce((a, b) => (a.took <= b.took ? a : b))
  const show = ({ took, gap }: typeof best) => `${took.toFixed(1)} ms, gap ${gap.toFixed(1)} ms`
  const size = `${(best.size / 1e6).toFixed(2)} MB`
  return `scrape ${accept}, ${size}: first ${show(scrapes[0]!)}; best ${show(best)}`
}

/** The longest time in which the event loop did not turn, in milliseconds. */
async function longestGap(until: AbortSignal): Promise<number> {
  let longest = 0
  let last = performance.now()
  while (!until.aborted) {
    await nextTurn()
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  return longest
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
