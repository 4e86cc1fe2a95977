import {
  type Problem,
  type ProblemCode,
  DesignError,
  api,
  error,
  formatProblem,
  get,
  post,
  problemCatalogue,
  service,
  t,
} from '@seaworthy/design'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { makeSeveral, mistakes } from './mistakes.ts'

const fixture = join(import.meta.dirname, 'mistakes.ts')
const page = readFileSync(join(import.meta.dirname, '../../docs/design-problems.md'), 'utf8')
const codes = Object.keys(problemCatalogue) as ProblemCode[]

/** A verb as plain JavaScript sees it. */
type Plain = (...inputs: unknown[]) => unknown

/** The part that a problem names, where it is not something of the method `orders.read`. */
const elsewhere: Partial<Record<ProblemCode, string>> = {
  NAME_INVALID: 'order lines',
  NAME_RESERVED: 'orders.constructor',
  API_EMPTY: 'shop',
  SERVICE_EMPTY: 'orders',
  SERVER_MALFORMED: 'shop',
  SERVICE_DUPLICATE: 'orders',
  TYPE_NAME_TAKEN: 'type Order',
  TYPE_ENDLESS: 'type Order',
  ROUTE_CONFLICT: 'orders.find',
  FILES_MALFORMED: 'orders',
  REDIRECT_PARAM_UNKNOWN: 'orders',
}

describe('a mistake is reported alone, by its part, file and line', () => {
  const lines = findMarkers(/\/\/ ([A-Z_]+)$/)
  for (const code of codes) {
    test(code, () => {
      const { problems, message } = mustFail(mistakes[code])
      const [problem] = problems
      assert.ok(problem)
      assert.deepEqual(problems.map(toCode), [code], message)
      assert.deepEqual(problem.place, { file: fixture, line: lines.get(code) })
      assert.match(problem.where, partOf(code))
      assert.doesNotMatch(problem.message + problem.fix, /%[a-z]|undefined|\[object|=>/i)
      assert.match(problem.message, toPattern(problemCatalogue[code].message))
      assert.match(problem.fix, toPattern(problemCatalogue[code].fix))
      const shown = formatProblem(problem)
      assert.ok(shown.startsWith(`  ${problem.where}: ${problem.message}\n`))
      assert.ok(shown.includes(`at ${fixture}:${lines.get(code)}\n`))
      assert.ok(shown.includes(`fix: ${problem.fix} [${code}]`))
      assert.ok(message.includes(shown))
    })
  }
})

test('the mistakes of all services are reported at once, each with its line', () => {
  const { name, message, problems } = mustFail(makeSeveral)
  assert.equal(name, 'DesignError')
  assert.match(message, /^The design of "shop" has 5 problems:\n/)
  const lines = findMarkers(/\/\/ several ([A-Z_]+)$/)
  const found = problems.map((problem) => [problem.code, problem.place?.line] as const)
  assert.deepEqual(new Map(found), lines)
  assert.deepEqual(problems.map(({ where }) => where).sort(), [
    'orders.list result',
    'orders.read',
    'pages',
    'users.read error gone',
    'users.remove',
  ])
  for (const problem of problems) assert.ok(message.includes(formatProblem(problem)))
})

describe('the page of problems', () => {
  test('has a row for each code, with the message and fix of the catalogue', () => {
    const rows = [...page.matchAll(/^\| \[`([A-Z_]+)`\]\(#([\w-]+)\) \| (.*) \| (.*) \|$/gm)]
    const told = rows.map(([, code = '', anchor, message, fix]) => {
      assert.equal(anchor, code.toLowerCase())
      return [code, { message, fix }] as const
    })
    assert.deepEqual(Object.fromEntries(told), problemCatalogue)
    assert.equal(told.length, codes.length)
  })

  test('has a section for each code, in the order of the catalogue', () => {
    const sections = [...page.matchAll(/^### (.*)\n\n([^#\n].*)/gm)]
    assert.deepEqual(
      sections.map(([, code]) => code),
      codes,
    )
  })
})

describe('plain JavaScript that is no design', () => {
  for (const [title, make] of Object.entries(wrongInputs())) {
    test(`${title} is a DesignError`, () => {
      mustFail(make)
    })
  }
})

function wrongInputs(): Record<string, () => unknown> {
  const [plainApi, plainService] = [api as Plain, service as Plain]
  const [plainGet, plainError] = [get as Plain, error as Plain]
  const methods = { read: { http: get('/') } }
  const ofApi = (wrong: object) =>
    plainApi('shop', { version: '1.0.0', services: [service('orders', { methods })], ...wrong })
  const ofService = (wrong: object) =>
    ofApi({ services: [plainService('orders', { methods, ...wrong })] })
  const ofMethod = (wrong: unknown) => ofService({ methods: { read: wrong } })
  const beside = (wrong: object) => ofMethod({ http: get('/'), ...wrong })
  return {
    'an API without a definition': () => plainApi('shop'),
    'null as the definition of an API': () => plainApi('shop', null),
    'a number as the name of an API': () => plainApi(7, { version: '1.0.0', services: [] }),
    'a number as the path of an API': () => ofApi({ path: 5 }),
    'undefined services': () => ofApi({ services: undefined }),
    'an object as services': () => ofApi({ services: {} }),
    'undefined among the services': () => ofApi({ services: [undefined] }),
    'a name among the services': () => ofApi({ services: ['orders'] }),
    'a service without a definition': () => ofApi({ services: [plainService('orders')] }),
    'a number as the name of a service': () => ofApi({ services: [plainService(7, { methods })] }),
    'null as methods': () => ofService({ methods: null }),
    'a list as methods': () => ofService({ methods: [{ http: get('/') }] }),
    'a name among the files': () => ofService({ files: ['./public'] }),
    'null as a method': () => ofMethod(null),
    'a function as a method': () => ofMethod(() => undefined),
    'a text as a route': () => ofMethod({ http: 'GET /' }),
    'null among the routes': () => ofMethod({ http: [null] }),
    'a number as the path of a route': () => ofMethod({ http: plainGet(5) }),
    'a number among the responses': () => ofMethod({ http: plainGet('/', { responses: [200] }) }),
    'null as a payload': () => beside({ payload: null }),
    'null as a field': () => beside({ payload: { id: null } }),
    'a class as a result': () => beside({ result: Date }),
    'a builder that was not called': () => beside({ payload: { id: t.string } }),
    'null as a type': () => ofMethod({ payload: (t.array as Plain)(null), http: post('/') }),
    'a status as an error': () => beside({ errors: { gone: 410 } }),
    'a text as the status of an error': () => beside({ errors: { gone: plainError('410', '') } }),
    'a name as security': () => beside({ security: 'basic' }),
    'null as security': () => beside({ security: null }),
    'a name among the resources': () => beside({ uses: ['database'] }),
    'a number as a deadline': () => beside({ deadline: 5 }),
    'a text as an objective': () => beside({ slo: 'high' }),
  }
}

function mustFail(make: () => unknown): DesignError {
  try {
    make()
  } catch (thrown) {
    if (thrown instanceof DesignError) return thrown
    throw thrown
  }
  return assert.fail('the design was accepted')
}

/** The lines of the fixture that end in a marker, by its code. */
function findMarkers(marker: RegExp): Map<string, number> {
  const found = new Map<string, number>()
  for (const [index, line] of readFileSync(fixture, 'utf8').split('\n').entries()) {
    const code = marker.exec(line)?.[1]
    if (code === undefined) continue
    assert.ok(!found.has(code), `two lines are marked ${code}`)
    found.set(code, index + 1)
  }
  return found
}

function partOf(code: ProblemCode): RegExp {
  const part = elsewhere[code]
  return part === undefined ? /^orders\.read\b/ : RegExp(`^${part}$`)
}

/** A template of the catalogue with anything in place of its values. */
function toPattern(template: string): RegExp {
  return RegExp(`^${template.replace(/[^\w%]/g, '\\$&').replace(/%\w+/g, '.*')}$`, 's')
}

function toCode({ code }: Problem): ProblemCode {
  return code
}
