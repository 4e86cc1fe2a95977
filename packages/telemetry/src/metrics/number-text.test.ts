import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBound, formatValue } from './number-text.ts'

test('values that are not finite are spelled as the formats have it', () => {
  assert.deepEqual([NaN, Infinity, -Infinity, 0, -0.5, 1e21].map(formatValue), [
    'NaN',
    '+Inf',
    '-Inf',
    '0',
    '-0.5',
    '1e+21',
  ])
})

test('edges are spelled as the Go client does', () => {
  const edges = [0.00001, 0.0001, 0.005, 0.25, 1, 2.5, 10, 100_000, 1e6, 1.5e9, Infinity]
  assert.deepEqual(
    edges.map((edge) => formatBound(edge, false)),
    // strconv.FormatFloat(edge, 'g', -1, 64)
    ['1e-05', '0.0001', '0.005', '0.25', '1', '2.5', '10', '100000', '1e+06', '1.5e+09', '+Inf'],
  )
})

test('OpenMetrics edges are floats by their look', () => {
  assert.deepEqual(
    [0.1, 1, 10, 1e6, Infinity].map((edge) => formatBound(edge, true)),
    ['0.1', '1.0', '10.0', '1e+06', '+Inf'],
  )
})
