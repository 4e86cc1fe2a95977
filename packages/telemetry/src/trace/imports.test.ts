import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('without an endpoint nothing of OpenTelemetry is loaded', () => {
  assert.deepEqual(packagesOf(), [])
})

test('with one it is', () => {
  const packages = packagesOf('http://127.0.0.1:9/v1/traces')
  assert.ok(packages.includes('@opentelemetry/sdk-trace'))
})

function packagesOf(...args: string[]): string[] {
  const file = join(import.meta.dirname, 'testing/imports.ts')
  return JSON.parse(execFileSync(process.execPath, [file, ...args]).toString()) as string[]
}
