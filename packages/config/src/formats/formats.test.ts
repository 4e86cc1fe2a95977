import assert from 'node:assert/strict'
import { test } from 'node:test'
import { booleanFormat } from './boolean.ts'
import { enumFormat } from './enumeration.ts'
import type { Format } from './format.ts'
import { listFormat } from './list.ts'
import { integerFormat, numberFormat, portFormat } from './number.ts'
import { secretFormat } from './secret.ts'
import { textFormat } from './text.ts'
import { urlFormat } from './url.ts'

const table: [string, Format<unknown>, Record<string, unknown>, string[]][] = [
  [
    'boolean',
    booleanFormat,
    { true: true, FALSE: false, 1: true, 0: false },
    ['', 'yes', 'on', '2'],
  ],
  [
    'integer',
    integerFormat({ minimum: -5, maximum: 10 }),
    { '-5': -5, 0: 0, 10: 10 },
    ['', '11', '-6', '010', '1e1', '0x1', '1.0', '١', '+1', '1_0'],
  ],
  ['any integer', integerFormat({}), { 9007199254740991: 9007199254740991 }, ['9007199254740993']],
  [
    'number',
    numberFormat({ minimum: 0, maximum: 1 }),
    { 0: 0, '0.1': 0.1, '1e-3': 0.001 },
    ['', '1.1', '-0.1', 'NaN', 'Infinity', '.5', '10%', '0,5'],
  ],
  [
    'port',
    portFormat(false),
    { 1: 1, 65535: 65_535 },
    ['0', '65536', '80a', '-1', '8080.0', ':80'],
  ],
  ['listening port', portFormat(true), { 0: 0 }, ['65536']],
  [
    'enum',
    enumFormat(['json', 'pretty'], { human: 'pretty' }),
    { json: 'json', JSON: 'json', human: 'pretty' },
    ['', 'xml', 'toString'],
  ],
  ['text', textFormat(), { 'a b': 'a b', ü: 'ü' }, ['', 'a\nb', 'a\u0000', 'a\u001b[31m']],
  ['text of a pattern', textFormat({ pattern: /^a+$/ }), { aa: 'aa' }, ['b']],
  [
    'url',
    urlFormat(['https']),
    { 'https://example.com/a?b': 'https://example.com/a?b' },
    ['', 'example.com', 'http://example.com', 'https://', 'https:example.com', 'https://a b'],
  ],
  [
    'list',
    listFormat(textFormat({ pattern: /^\w+$/ })),
    { 'a,b': ['a', 'b'], ' a , b ': ['a', 'b'], a: ['a'] },
    ['', 'a,,b', 'a,b c'],
  ],
]

for (const [title, format, right, wrong] of table) {
  test(`${title}: right and wrong texts`, () => {
    for (const [text, value] of Object.entries(right)) {
      assert.deepEqual(format.parse(text), value, JSON.stringify(text))
      const printed = format.print(format.parse(text))
      assert.deepEqual(format.parse(printed), value, `${printed} is read again`)
    }
    for (const text of wrong) assert.equal(format.parse(text), undefined, JSON.stringify(text))
  })
}

test('a list from YAML keeps commas within items, and is frozen', () => {
  const list = listFormat(textFormat()).parseItems?.(['a,b', 'c'])
  assert.deepEqual(list, ['a,b', 'c'])
  assert.ok(Object.isFrozen(list))
})

test('a secret loses the line break that echo adds, and nothing else', () => {
  const reveal = (text: string) => secretFormat().parse(text)?.reveal()
  assert.equal(reveal(' a b \r\n\n'), ' a b ')
  assert.equal(reveal('a\nb'), 'a\nb')
  assert.equal(reveal(' \n'), undefined)
})
