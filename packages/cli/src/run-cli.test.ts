import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import manifest from '../package.json' with { type: 'json' }
import { seaworthy } from './test-cli.ts'

test('--version prints the version of the package', async () => {
  assert.deepEqual(await seaworthy(['--version']), {
    code: 0,
    stdout: `${manifest.version}\n`,
    stderr: '',
  })
})

test('--help lists the commands', async () => {
  const { code, stdout } = await seaworthy(['--help'])
  assert.equal(code, 0)
  assert.match(stdout, /^ +openapi {4}Prints the OpenAPI 3\.1 document of a design$/m)
  assert.match(stdout, /^ +routes {4}Lists the routes of a design$/m)
})

test('a command without arguments shows how to call it', async () => {
  const { code, stdout, stderr } = await seaworthy(['openapi'])
  assert.deepEqual([code, stdout], [1, ''])
  assert.equal(
    stderr,
    'The argument <DESIGN> is missing\n\nfix: Run it like this: seaworthy openapi src/design.ts\n',
  )
})

describe('an unknown word is refused, with what is known', () => {
  const cases: [args: string[], message: RegExp][] = [
    [[], /^A command is missing\n\nfix: Use one of: openapi, routes$/m],
    [['nope'], /^There is no command "nope"\n\nfix: Use one of: openapi, routes$/m],
    [['constructor'], /^There is no command "constructor"/],
    [['routes', 'shop.ts', '--nope'], /^Unknown option '--nope'\. Known: --export$/m],
    [['routes', 'shop.ts', 'more'], /^"more" is one argument too many$/m],
    [['openapi', 'shop.ts', '--format', 'xml'], /^--format takes json or yaml, found "xml"$/m],
    [['openapi', 'shop.ts', '--output'], /^Option '-o, --output <value>' argument missing/],
  ]
  for (const [args, message] of cases) {
    test(['seaworthy', ...args].join(' '), async () => {
      const { code, stdout, stderr } = await seaworthy(args)
      assert.deepEqual([code, stdout], [1, ''])
      assert.match(stderr, message)
    })
  }
})

test('an older Node is told which one is needed, before anything is loaded', async () => {
  const old = "{ value: { ...process.versions, node: '22.17.1' } }"
  const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', ${old})`
  const { code, stdout, stderr } = await seaworthy(['--version'], ['--import', pretend])
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^seaworthy needs Node\.js 22\.18 or newer, but this is 22\.17\.1\. /)
})
