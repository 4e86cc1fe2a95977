import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BenchError } from './bench-error.ts'
import { type BenchOptions, helpText, parseBenchOptions } from './bench-options.ts'

const choices = { peers: ['node-http', 'fastify', 'other'], scenarios: ['get-user', 'create-user'] }
const parse = (...args: string[]) => parseBenchOptions(args, choices) as BenchOptions

test('everything is measured unless the command line chooses', () => {
  const options = parse()
  assert.deepEqual(options.peers, choices.peers)
  assert.deepEqual(options.scenarios, choices.scenarios)
  assert.deepEqual(options.work, { requests: 180_000 })
  assert.equal(options.pin, true)
  assert.equal('rate' in options, false)
})

test('the baseline is always measured, and first', () => {
  assert.deepEqual(parse('--peers', 'other').peers, ['node-http', 'other'])
  assert.deepEqual(parse('--peers', 'fastify, node-http').peers, ['node-http', 'fastify'])
})

test('work is given in requests or in seconds', () => {
  assert.deepEqual(parse('--seconds', '3').work, { seconds: 3 })
  assert.deepEqual(parse('--requests', '500').work, { requests: 500 })
  assert.throws(() => parse('--seconds', '3', '--requests', '500'), /not both/)
})

test('an unknown name is answered with the known ones', () => {
  assert.throws(() => parse('--peers', 'koa'), /"koa".*node-http, fastify, other/)
  assert.throws(() => parse('--scenario', 'x'), /get-user, create-user/)
})

test('counts are whole numbers', () => {
  for (const count of ['0', '-1', '1.5', 'many', '']) {
    assert.throws(() => parse(`--runs=${count}`), BenchError)
  }
  assert.equal(parse('--warm-up', '0').warmUp, 0)
})

test('a flag that does not exist is an error, and help names all that do', () => {
  assert.throws(() => parse('--fast'), BenchError)
  assert.equal(parseBenchOptions(['-h'], choices), 'help')
  for (const flag of ['peers', 'scenario', 'runs', 'turns', 'seconds', 'rate', 'json', 'no-pin']) {
    assert.match(helpText(choices), new RegExp(`--${flag} `))
  }
})
