import assert from 'node:assert/strict'
import { stripVTControlCharacters } from 'node:util'
import { test } from 'node:test'
import { createLogger } from './create-logger.ts'
import { createPrettySink } from './pretty-sink.ts'
import { prettyLine } from './pretty-line.ts'
import { hostileValues } from './testing/hostile-values.ts'
import { createMemorySink } from './testing/memory-sink.ts'

test('a line is time, level, message and fields', () => {
  const line = prettyLine(
    '{"level":"info","timestamp":"2026-01-15T10:30:45.123Z","service":"users","environment":"dev",' +
      '"version":"1","message":"request_completed","method":"GET","path":"/api/users","status":200,' +
      '"user_agent":"curl 8","nested":{"a":[1,"b c"]},"none":null}',
    false,
  )
  assert.equal(
    line,
    '2026-01-15T10:30:45.123Z INF request_completed method=GET path=/api/users status=200 ' +
      'user_agent="curl 8" nested={"a":[1,"b c"]} none=null\n',
  )
})

test('stacks of errors and their causes stand below the line, indented', () => {
  const sink = createMemorySink()
  const logger = createLogger({ service: 'users', format: 'pretty', sink, clock: () => 0 })
  logger.error('failed', { error: new TypeError('outer', { cause: new Error('inner') }) })
  const [head = '', ...stack] = sink.text.split('\n')
  assert.match(head, /^1970-01-01T00:00:00\.000Z ERR failed caller=\S+ error="TypeError: outer"$/)
  assert.equal(stack[0], '    TypeError: outer')
  assert.match(stack[1] ?? '', /^ {8}at /)
  assert.ok(stack.includes('    cause: Error: inner'))
})

test('colours change nothing but colours', () => {
  const json = '{"level":"warn","timestamp":"t","message":"m","a":"b"}'
  const colored = prettyLine(json, true)
  assert.notEqual(colored, prettyLine(json, false))
  assert.equal(stripVTControlCharacters(colored), prettyLine(json, false))
})

test('nothing that is logged moves the cursor or looks like another line', () => {
  for (const [what, value] of Object.entries(hostileValues())) {
    const sink = createMemorySink()
    const logger = createLogger({
      service: 'users',
      sink: createPrettySink(sink, false),
      clock: () => 0,
    })
    const text = typeof value === 'string' ? value : 'text'
    logger.info(text, { value, [text]: value })
    logger.error('failed', { error: new Error(`${text}\n1970-01-01T00:00:00.000Z INF forged`) })
    const heads = sink.text.split('\n').filter((line) => !line.startsWith('    '))
    assert.match(heads.join('\n'), /^1970\S+ INF [^\n]*\n1970\S+ ERR failed [^\n]*\n$/, what)
    assert.doesNotMatch(sink.text.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202e]/, what)
  }
})
