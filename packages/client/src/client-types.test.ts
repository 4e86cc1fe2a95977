import { api, error, get, post, service, t, type } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { ErrorOf, MethodError } from './client-method.ts'
import type { Client } from './client.ts'
import { createClient } from './create-client.ts'
import type { DesignedApiError } from './designed-api-error.ts'
import type { ProblemApiError } from './problem-api-error.ts'
import type { RequestApiError } from './request-api-error.ts'
import type { ResponseApiError } from './response-api-error.ts'
import { expectTypeEquality } from './test-types.ts'
import type { TransportApiError } from './transport-api-error.ts'

const User = type('User', { id: t.uuid(), name: t.string(), photo: t.bytes().optional() })
const users = service('users', {
  errors: { busy: error(503, 'Busy') },
  methods: {
    get: {
      http: get('/{id}'),
      payload: { id: t.uuid(), fields: t.array(t.enum(['name', 'photo'])).optional() },
      result: User,
      errors: { notFound: error(404, 'No such user', { id: t.uuid() }) },
    },
    list: { http: get('/'), payload: { limit: t.integer().default(20) }, result: t.array(User) },
    ping: { http: post('/ping') },
  },
})
const shop = api('shop', { version: '1.0.0', services: [users] })

/** The source of this design, for the compiler to show types of. */
const [, source = ''] =
  /\n(const User = [^]*?)\n\n/.exec(readFileSync(import.meta.filename, 'utf8')) ?? []

type ShopTypes = NonNullable<(typeof shop)['~types']>

describe('the types of a client', () => {
  const client = createClient(shop, { fetch: async () => Response.json({}) })
  const nothing = () => undefined
  type UserValue = { id: string; name: string; photo?: Uint8Array | undefined }

  test('a method takes and gives what the design says', () => {
    type Get = typeof client.users.get
    expectTypeEquality<Awaited<ReturnType<Get>>, UserValue>()
    expectTypeEquality<
      Parameters<Get>[0],
      { id: string; fields?: readonly ('name' | 'photo')[] | undefined }
    >()
    expectTypeEquality<Awaited<ReturnType<typeof client.users.list>>, UserValue[]>()
    expectTypeEquality<Awaited<ReturnType<typeof client.users.ping>>, void>()
    expectTypeEquality<typeof client, Client<ShopTypes>>()
  })

  test('a wrong call does not compile', () => {
    const calls = async () => {
      // @ts-expect-error: the payload is missing
      await client.users.get()
      // @ts-expect-error: a field is missing
      await client.users.get({})
      // @ts-expect-error: a field is of another type
      await client.users.get({ id: 5 })
      // @ts-expect-error: there is no such field
      await client.users.get({ id: 'x', nam: 1 })
      // @ts-expect-error: options are not a payload
      await client.users.ping({}, {})
      // @ts-expect-error: there is no such method
      await client.users.gte({ id: 'x' })
      // @ts-expect-error: there is no such service
      await client.user.get({ id: 'x' })
      // @ts-expect-error: there is no such option
      await client.users.list({}, { timeuot: 5 })
      await client.users.list({}, { timeout: 5 })
      await client.users.list(undefined, { timeout: 5 })
      await client.users.ping({ timeout: 5 })
    }
    assert.equal(typeof calls, 'function')
  })

  test('a code narrows to one error', () => {
    const narrow = (failure: unknown) => {
      const { get: getUser } = client.users
      if (getUser.isError(failure, 'notFound')) {
        expectTypeEquality<typeof failure, DesignedApiError<'notFound', { id: string }>>()
      }
      if (getUser.isError(failure, 'problem:validation')) {
        expectTypeEquality<typeof failure, ProblemApiError>()
      }
      // @ts-expect-error: the method has no such error
      getUser.isError(failure, 'nameTaken')
    }
    narrow(undefined)
    type Errors = { notFound: { id: string } }
    expectTypeEquality<ErrorOf<Errors, 'transport:timeout'>, TransportApiError>()
    expectTypeEquality<ErrorOf<Errors, 'request:invalid'>, RequestApiError>()
    expectTypeEquality<ErrorOf<Errors, 'response:unexpected'>, ResponseApiError>()
  })

  test('the error of an outcome is a union that a switch exhausts', () => {
    const judge = async () => {
      const outcome = await client.users.get.safe({ id: 'x' })
      if (outcome.ok) return expectTypeEquality<typeof outcome.value, UserValue>()
      const { error: failure } = outcome
      expectTypeEquality<
        typeof failure,
        MethodError<{ readonly busy: {}; readonly notFound: { id: string } }>
      >()
      switch (failure.code) {
        case 'notFound':
          return expectTypeEquality<typeof failure.fields, { id: string }>()
        case 'busy':
          return nothing()
        case 'transport:network':
        case 'transport:timeout':
        case 'transport:aborted':
          return expectTypeEquality<typeof failure, TransportApiError>()
        case 'request:invalid':
        case 'request:hookFailed':
        case 'response:unexpected':
          return failure.violations.length
        default:
          return expectTypeEquality<typeof failure, ProblemApiError>()
      }
    }
    assert.equal(typeof judge, 'function')
  })
})

describe('what the editor shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-client-'))
  const root = join(import.meta.dirname, '../../..')
  const calls = [
    'const user = await client.users.get({ id: "x" })',
    'await client.users.list()',
    'await client.users.ping()',
    'const method = client.users.get',
    'const outcome = await client.users.get.safe({ id: "x" })',
  ]
  let editor: LanguageServer

  before(async () => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    write('package.json', '{ "type": "module" }')
    write(
      'tsconfig.json',
      JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*.ts'] }),
    )
    const page = readFileSync(join(root, 'docs/client.md'), 'utf8')
    write(
      'docs.ts',
      [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code).join('\n'),
    )
    write(
      'hover.ts',
      [
        "import { createClient } from '@seaworthy/client'",
        "import { api, error, get, post, service, t, type } from '@seaworthy/design'",
        source,
        'const client = createClient(shop, {})',
        ...calls,
        'console.log(user, method, outcome)',
      ].join('\n'),
    )
    editor = await LanguageServer.start(root, folder)
  })
  after(async () => {
    await editor.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function write(name: string, text: string): void {
    writeFileSync(join(folder, name), text)
  }

  const user = '{ id: string; name: string; photo?: Uint8Array<ArrayBufferLike> | undefined; }'
  const request = `{ fields?: readonly ("name" | "photo")[] | undefined; id: string; }`
  const errors = '{ readonly busy: {}; readonly notFound: { id: string; }; }'

  test('a call shows the payload and the result, nothing of the design', async () => {
    assert.equal(
      await editor.hover('hover.ts', 'get({ id: "x" })'),
      `(property) get: (request: ${request}, options?: CallOptions | undefined) => Promise<${user}>`,
    )
    assert.equal(
      await editor.hover('hover.ts', 'list()'),
      '(property) list: (request?: { limit?: number | undefined; } | undefined, ' +
        `options?: CallOptions | undefined) => Promise<${user}[]>`,
    )
    assert.equal(
      await editor.hover('hover.ts', 'ping()'),
      '(property) ping: (options?: CallOptions | undefined) => Promise<void>',
    )
  })

  test('a method, an outcome and a result show plain types', async () => {
    assert.equal(
      await editor.hover('hover.ts', 'method ='),
      `const method: ClientMethod<${request}, ${user}, ${errors}>`,
    )
    assert.equal(
      await editor.hover('hover.ts', 'outcome ='),
      `const outcome: SafeResult<${user}, MethodError<${errors}>>`,
    )
    assert.equal(await editor.hover('hover.ts', 'user ='), `const user: ${user}`)
  })

  test('the examples of docs/client.md compile', () => {
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--noEmit'],
      { encoding: 'utf8' },
    )
    const found = stdout.split('\n').filter((line) => line.includes('docs.ts'))
    assert.equal(found.join('\n'), '')
  })
})

/** The language server of the compiler, as an editor talks to it: JSON-RPC over standard output. */
class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #folder: string
  readonly #waiting = new Map<number, (result: unknown) => void>()
  #received = Buffer.alloc(0)
  #id = 0

  private constructor(process: ChildProcessWithoutNullStreams, folder: string) {
    this.#process = process
    this.#folder = folder
    process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk))
  }

  static async start(root: string, folder: string): Promise<LanguageServer> {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const child = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: folder })
    const server = new LanguageServer(child, folder)
    const rootUri = pathToFileURL(folder).href
    const capabilities = { textDocument: { hover: { contentFormat: ['markdown'] } } }
    await server.#request('initialize', { processId: process.pid, rootUri, capabilities })
    server.#send({ method: 'initialized', params: {} })
    return server
  }

  /** What is shown at the first place in the file that reads like this, on one line. */
  async hover(name: string, at: string): Promise<string> {
    const text = readFileSync(join(this.#folder, name), 'utf8')
    const uri = pathToFileURL(join(this.#folder, name)).href
    const textDocument = { uri, languageId: 'typescript', version: 1, text }
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } })
    const before = text.slice(0, text.indexOf(at)).split('\n')
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
    const found = await this.#request('textDocument/hover', { textDocument: { uri }, position })
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } })
    const { value } = (found as { contents: { value: string } }).contents
    const [, shown = ''] = /```\w*\n([^]*?)\n```/.exec(value) ?? []
    return sortFields(shown.replace(/\s+/g, ' '))
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#process.once('close', resolve))
    await this.#request('shutdown', null)
    this.#send({ method: 'exit' })
    this.#process.stdin.end()
    await closed
  }

  #request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id
    this.#send({ id, method, params })
    return new Promise((resolve) => this.#waiting.set(id, resolve))
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }))
    this.#process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`)
    this.#process.stdin.write(body)
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    for (;;) {
      const [head, length] =
        /^[^]*?Content-Length: (\d+)[^]*?\r\n\r\n/.exec(
          this.#received.subarray(0, 200).toString('latin1'),
        ) ?? []
      if (head === undefined || this.#received.length < head.length + Number(length)) return
      const end = head.length + Number(length)
      const message = JSON.parse(this.#received.toString('utf8', head.length, end)) as Message
      this.#received = this.#received.subarray(end)
      if (message.id === undefined) continue
      // What the server asks of the editor has no answer here.
      if (message.method !== undefined) this.#send({ id: message.id, result: null })
      else this.#waiting.get(message.id)?.(message.result)
    }
  }
}

/** The compiler prints optional fields in no order that one could rely on. */
function sortFields(shown: string): string {
  return shown.replace(/\{ ([^{}]+) \}/g, (_, fields: string) => {
    return `{ ${fields
      .match(/[^;]+;/g)
      ?.map((field) => field.trim())
      .sort()
      .join(' ')} }`
  })
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: unknown
}
