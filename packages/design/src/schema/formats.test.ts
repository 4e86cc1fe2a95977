import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatNamed, formats } from './formats.ts'
import type { Schema } from './schema.ts'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

const label63 = 'a'.repeat(63)

const cases: Record<string, { type: Schema; good: string[]; bad: string[] }> = {
  'date-time': {
    type: t.dateTime(),
    good: [
      '2026-11-22T09:30:00Z',
      '2026-11-22t09:30:00z',
      '2026-11-22T09:30:00.1Z',
      '2026-11-22T09:30:00.123456789+05:45',
      '2024-02-29T23:59:59-23:59',
      '2016-12-31T23:59:60Z',
      '2017-01-01T00:59:60+01:00',
      '2016-12-31T15:59:60-08:00',
      '0000-01-01T00:00:00Z',
    ],
    bad: [
      '',
      '2026-11-22',
      '2026-11-22 09:30:00Z',
      '2026-11-22T09:30Z',
      '2026-11-22T09:30:00',
      '2026-11-22T09:30:00+0100',
      '2026-11-22T09:30:00+01',
      '2026-11-22T24:00:00Z',
      '2026-11-22T09:60:00Z',
      '2026-11-22T09:30:60Z',
      '2016-12-31T23:59:61Z',
      '2026-11-22T23:59:60+01:00',
      '2026-11-22T09:30:00.Z',
      '2026-11-22T09:30:00.1234567890Z',
      '2026-11-22T09:30:00+24:00',
      '2026-11-22T09:30:00+01:60',
      '2023-02-29T00:00:00Z',
      '12026-11-22T09:30:00Z',
      ' 2026-11-22T09:30:00Z',
      '2026-11-22T09:30:00Z\n',
      '२०२६-11-22T09:30:00Z',
    ],
  },
  date: {
    type: t.date(),
    good: ['2026-11-22', '2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01'],
    bad: [
      ...['', '2026-1-2', '2026-13-01', '2026-00-01', '2026-01-00', '2026-04-31', '2026-06-31'],
      ...['2023-02-29', '1900-02-29', '2026-11-22T00:00:00Z', '20261122', '2026-11-22 '],
    ],
  },
  time: {
    type: t.time(),
    good: ['09:30:00Z', '00:00:00z', '23:59:59.999+14:00', '23:59:60Z', '22:59:60-01:00'],
    bad: [
      ...['', '09:30Z', '09:30:00', '24:00:00Z', '09:60:00Z', '12:00:60Z', '9:30:00Z'],
      ...['09:30:00 Z', '23:59:60-01:00', '09:30:00+1:00'],
    ],
  },
  duration: {
    type: t.duration(),
    good: ['PT15M', 'P1Y', 'P1M', 'P1Y2M3DT4H5M6S', 'PT0S', 'P2W', 'P1DT12H', 'PT1.5S'],
    bad: ['', 'P', 'PT', 'P1', '1D', 'P1H', 'P1DT', 'P1W2D', 'PT1H1D', '-P1D', 'P1.5D', 'pt15m'],
  },
  uuid: {
    type: t.uuid(),
    good: [
      '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c',
      '0190B8F0-7B7A-7CC2-8C00-3F1D3A5E9B1C',
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ],
    bad: [
      '',
      '0190b8f07b7a7cc28c003f1d3a5e9b1c',
      '{0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c}',
      'urn:uuid:0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c',
      '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1g',
      '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c\n',
    ],
  },
  email: {
    type: t.email(),
    good: ['a@b.co', 'ada.lovelace+x@mail.example.com', "o'neil@example.org", 'a@1.2.example'],
    bad: [
      ...[
        '',
        'ada',
        '@b.co',
        'a@',
        'a@localhost',
        'Ada <a@b.co>',
        'a b@c.de',
        'a@b..co',
        'a@-b.co',
      ],
      ...['.a@b.co', 'a.@b.co', 'a..b@c.de', 'a@b.co.', 'ä@b.co', 'a@bücher.de', '"a"@b.co'],
      ...[`${'a'.repeat(65)}@b.co`, `a@${`${label63}.`.repeat(4)}de`, 'a@b.co\n', 'a@[1.2.3.4]'],
    ],
  },
  hostname: {
    type: t.hostname(),
    good: ['a', 'localhost', 'example.com', 'xn--bcher-kva.de', '1.2.3.4', label63, 'A-B.c'],
    bad: [
      ...['', '-a', 'a-', 'a..b', 'a.', '.a', 'a_b', 'a b', 'ä.de', `${label63}a`],
      `${`${label63}.`.repeat(4)}de`,
    ],
  },
  ipv4: {
    type: t.ipv4(),
    good: ['0.0.0.0', '127.0.0.1', '255.255.255.255'],
    bad: ['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4 ', '1.2.3.4/8', '0x7f.0.0.1'],
  },
  ipv6: {
    type: t.ipv6(),
    good: [
      ...['::', '::1', '1::', 'fe80::1', '2001:db8::ff00:42:8329', 'ABCD::', '1:2:3:4:5:6:7:8'],
      ...['::ffff:1.2.3.4', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7::', '64:ff9b::192.0.2.33'],
    ],
    bad: [
      ...['', ':', ':::', '1', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', 'g::'],
      ...['1:2:3:4:5:6:7:1.2.3.4', '::1.2.3', '1.2.3.4::', '::1%eth0', '[::1]', '1:', ':1'],
      '1:2:3:4:5:6:7:8::',
    ],
  },
  uri: {
    type: t.uri(),
    good: [
      ...[
        'https://example.com',
        'http://[::1]:8080/a?b=c#d',
        'urn:isbn:0451450523',
        'mailto:a@b.co',
      ],
      ...['https://example.com/%C3%A4', 'tel:+1-816-555-1212', 'ftp://a:b@c/d;type=i'],
    ],
    bad: [
      ...[
        '',
        'example.com',
        '/a',
        '//a.b/c',
        'https://',
        'http://a b',
        'http://a/ä',
        'http://a/%zz',
      ],
      ...['http://a:99999', '1a:b', 'a b:c', 'http://a\\b', 'http://a/<b>', ' http://a'],
    ],
  },
  mac: {
    type: t.mac(),
    good: ['00:1b:44:11:3a:b7', '00-1B-44-11-3A-B7'],
    bad: ['', '00:1b:44:11:3a', '00:1b-44:11:3a:b7', '001b44113ab7', '0g:1b:44:11:3a:b7'],
  },
  cidr: {
    type: t.cidr(),
    good: ['10.0.0.0/8', '0.0.0.0/0', '1.2.3.4/32', 'fd00::/8', '::/0', '::1/128'],
    bad: ['', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '::/129', '10.0.0.0/', '/8', '10.0.0.0/-1'],
  },
  regex: {
    type: t.regex(),
    good: ['', '^a+$', '\\p{L}', '[a-z]', '(?<name>a)'],
    bad: ['[', '(', 'a**', '\\-', '(?<n>a)(?<n>b)'],
  },
  json: {
    type: t.json(),
    good: ['0', 'null', '"a"', ' {"a":[1]} ', '[]'],
    bad: ['', 'undefined', "{'a':1}", '[1,]', '{"a"}', 'NaN'],
  },
}

for (const [name, { type, good, bad }] of Object.entries(cases)) {
  describe(`the format ${name}`, () => {
    test('takes', () => {
      for (const value of good) assert.deepEqual(run(type, value), { value }, value)
    })

    test('refuses', () => {
      for (const value of bad) assert.deepEqual(run(type, value), { issues: ['format'] }, value)
    })

    test('refuses what is no text, and text that is none', () => {
      for (const value of [null, 5, {}, []]) {
        assert.deepEqual(run(type, value), { issues: ['type'] })
      }
      assert.deepEqual(run(type, '(\u0000'), { issues: ['unicode', 'format'] })
    })

    test('says what it expects, not what it found', () => {
      const [message = ''] = messagesOf(type, bad.at(-1))
      assert.match(message, /^must be an? [A-Za-z]/)
      assert.ok(!message.includes(`${bad.at(-1)}`))
    })
  })
}

test('every format is tested, and only these have a name', () => {
  assert.deepEqual(Object.keys(cases).sort(), Object.keys(formats).sort())
  for (const name of ['constructor', 'toString', '__proto__', 'double']) {
    assert.equal(formatNamed(name), undefined)
  }
})

test('a format holds besides the limits of a string', () => {
  const type = t.hostname({ maxLength: 5, pattern: '^a' })
  assert.deepEqual(run(type, 'a.b'), { value: 'a.b' })
  assert.deepEqual(run(type, 'b.'), { issues: ['pattern', 'format'] })
  assert.deepEqual(run(type, 'a.b.c.d'), { issues: ['maxLength'] })
})
