import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { findImports, findProblems, readTree } from './layers.ts'

test('imports go one way, stay in their package and are declared by it', () => {
  const tree = readTree(join(import.meta.dirname, '..'))
  assert.ok(tree.files.has('tests/layers.test.ts'))
  assert.equal(findProblems(tree).join('\n'), '')
})

describe('the scanner', () => {
  test('finds imports of every form', () => {
    const source = [
      "import { a } from './a.ts'",
      "import type { B } from './b.ts'",
      "import c, {\n  type D,\n} from './c.ts'",
      "import * as e from './e.ts'",
      "export { f as g } from './f.ts'",
      "export type * from './g.ts'",
      "import './h.ts'",
      "const i = await import('./i.ts')",
      "type J = import('./j.ts').J",
      'export const k = /[\'"`]/.test(a)',
      "export { l } from './l.ts'",
    ].join('\n')
    const found = findImports(source).map(({ specifier }) => specifier)
    assert.deepEqual(
      found,
      ['a', 'b', 'c', 'e', 'f', 'g', 'h', 'i', 'j', 'l'].map((name) => `./${name}.ts`),
    )
    assert.equal(findImports(source).at(-1)?.line, 13)
  })

  test('steps over comments, strings and templates', () => {
    const source = [
      "// import './a.ts'",
      "/*\nimport './b.ts'\n*/",
      "const text = `\nimport './c.ts'\n`",
      'const quoted = "import \'./d.ts\'"',
      "export const from = 'e'",
    ].join('\n')
    assert.deepEqual(findImports(source), [])
  })
})

describe('a problem is reported', () => {
  const report = (files: Record<string, string>) =>
    findProblems({
      files: new Map(Object.entries(files)),
      manifests: new Map(
        Object.entries({
          'packages/design': {
            name: '@seaworthy/design',
            exports: { '.': './src/index.ts' },
            devDependencies: { zod: '4' },
          },
          'packages/server': {
            name: 'seaworthy',
            exports: { '.': './src/index.ts' },
            dependencies: { '@seaworthy/design': '1', '@scope/found': '1' },
          },
        }),
      ),
    })

  test('for a cycle of files, type imports included', () => {
    assert.deepEqual(
      report({
        'packages/design/src/a.ts': "import { b } from './b.ts'",
        'packages/design/src/b.ts': "import type { C } from './deep/c.ts'",
        'packages/design/src/deep/c.ts': "import type { A } from '../a.ts'",
      }),
      [
        'cycle: packages/design/src/a.ts → packages/design/src/b.ts → ' +
          'packages/design/src/deep/c.ts → packages/design/src/a.ts',
      ],
    )
  })

  test('for an import that goes up, and for the cycle that it closes between packages', () => {
    assert.deepEqual(
      report({
        'packages/design/src/index.ts': "import type { S } from 'seaworthy'",
        'packages/server/src/index.ts': "import { d } from '@seaworthy/design'",
      }),
      [
        "packages/design/src/index.ts:1: 'seaworthy' goes up: packages/design may not import packages/server",
        'cycle: packages/design/src/index.ts → packages/server/src/index.ts → packages/design/src/index.ts',
      ],
    )
  })

  test('for a package that the manifest does not name', () => {
    assert.deepEqual(
      report({
        'packages/server/src/a.ts': "import '@scope/found/deep'\nimport '@scope/missing'",
        'packages/design/src/a.ts': "import { z } from 'zod'",
        'packages/design/src/a.test.ts': "import { z } from 'zod'",
      }),
      [
        "packages/server/src/a.ts:2: '@scope/missing' is not among the dependencies of packages/server",
        "packages/design/src/a.ts:1: 'zod' is not among the dependencies of packages/design",
      ],
    )
  })

  test('for a relative import that leaves the package or lacks the extension', () => {
    assert.deepEqual(
      report({
        'packages/server/src/a.ts': "import '../../design/src/b.ts'\nimport './b'\nimport './c.js'",
      }),
      [
        "packages/server/src/a.ts:1: '../../design/src/b.ts' leaves packages/server",
        "packages/server/src/a.ts:2: './b' carries no .ts extension",
        "packages/server/src/a.ts:3: './c.js' carries no .ts extension",
      ],
    )
  })

  test('for a package that imports itself by name', () => {
    assert.deepEqual(report({ 'packages/server/src/a.ts': "import 'seaworthy'" }), [
      "packages/server/src/a.ts:1: 'seaworthy' is its own package: import the file",
    ])
  })

  test('for a built-in of Node where the code runs in a browser, tests apart', () => {
    assert.deepEqual(
      report({
        'packages/design/src/a.ts': "import 'node:fs'",
        'packages/design/src/a.test.ts': "import 'node:fs'",
      }),
      ["packages/design/src/a.ts:1: 'node:fs' is not there in a browser"],
    )
  })
})
