import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { listPeers } from './peer-process.ts'
import { rotate } from './round.ts'

const small = ['--runs', '2', '--turns', '3', '--requests', '60', '--warm-up', '9']

test('all peers answer alike', async () => {
  const { stderr } = await bench(...small, '--runs', '1', '--scenario', 'get-user')
  assert.ok(stderr.startsWith(`All answer alike: ${listPeers().join(', ')}\n`))
})

test('peers are measured in each round and compared with the baseline', async () => {
  const { stdout, benchmark } = await bench(...small, '--peers', 'fastify,node-http-control')
  const { peers, scenarios } = benchmark.options
  const order = benchmark.runs.map(({ scenario, round, peer }) => `${scenario} ${round} ${peer}`)
  const expected = scenarios.flatMap((scenario) =>
    [1, 2].flatMap((round) =>
      rotate(peers, round - 1).map((peer) => `${scenario} ${round} ${peer}`),
    ),
  )
  assert.deepEqual(order, expected)
  for (const run of benchmark.runs) {
    assert.equal(run.requests, 60)
    for (const figure of [run.cpu, run.throughput, run.p50, run.rss]) assert.ok(figure > 0)
    assert.ok(run.p50 <= run.p99 && run.p99 <= run.max)
  }

  assert.match(stdout, /## GET \/users\/:id\n\n\| server \|/)
  assert.match(stdout, /\| node-http \| [\d.]+ \| 1\.00 \|/)
  assert.match(stdout, /## Method\n\n- Every server/)
  assert.ok(stdout.includes(`Node ${process.versions.node} `))
})

test('at a constant rate the report says how late the generator was', async () => {
  const load = ['--rate', '1000', '--scenario', 'get-user', '--peers', 'node-http']
  const { stdout, benchmark } = await bench(...small, ...load)
  assert.match(stdout, /generator late/)
  assert.deepEqual(
    benchmark.runs.map((run) => typeof run.lagP99),
    ['number', 'number'],
  )
})

test('a mistake on the command line is told without a stack trace', async () => {
  await assert.rejects(bench('--peers', 'koa'), {
    code: 1,
    stdout: '',
    stderr: /^--peers knows no "koa"\. Choose from: .*\n$/,
  })
})

/** Runs the command and reads the JSON file it writes. */
async function bench(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-test-'))
  try {
    const json = join(folder, 'bench.json')
    const command = [join(import.meta.dirname, 'bench.ts'), ...args, '--json', json]
    const output = await promisify(execFile)(process.execPath, command, { timeout: 60_000 })
    return { ...output, benchmark: JSON.parse(await readFile(json, 'utf8')) as Benchmark }
  } finally {
    await rm(folder, { recursive: true })
  }
}
