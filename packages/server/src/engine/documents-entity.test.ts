import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DocumentsEntity } from './documents-entity.ts'

test('is made when it is first asked for, and once', async () => {
  let made = 0
  const entity = new DocumentsEntity('text/plain', async () => `made ${++made}`)
  assert.equal(made, 0)
  const answers = await Promise.all([entity.answer(undefined), entity.answer(undefined)])
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body]),
    [
      [200, 'made 1'],
      [200, 'made 1'],
    ],
  )
  assert.equal(made, 1)
})

test('is made anew after a failure', async () => {
  let tries = 0
  const entity = new DocumentsEntity('text/plain', () => {
    if (++tries === 1) throw new Error('not yet')
    return 'made'
  })
  await assert.rejects(entity.answer(undefined), /not yet/)
  assert.equal((await entity.answer(undefined)).body, 'made')
})

test('has another ETag when its content is another', async () => {
  const tagOf = async (text: string) => {
    const { headers } = await new DocumentsEntity('text/plain', () => text).answer(undefined)
    return headers.find(([name]) => name === 'etag')?.[1]
  }
  assert.match((await tagOf('a')) ?? '', /^"[\w-]{22}"$/)
  assert.equal(await tagOf('a'), await tagOf('a'))
  assert.notEqual(await tagOf('a'), await tagOf('b'))
})
