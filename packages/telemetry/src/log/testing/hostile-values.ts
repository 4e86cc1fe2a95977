/** Values that have broken loggers: each must come out as part of one JSON line. */
export function hostileValues(): Record<string, unknown> {
  const circular: Record<string, unknown> = { list: [] }
  circular['self'] = circular
  ;(circular['list'] as unknown[]).push(circular)
  const error = new Error('loop')
  error.cause = error
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  let deep: unknown = 'bottom'
  for (let i = 0; i < 50_000; i++) deep = [deep]
  const wide: Record<string, unknown> = {}
  for (let i = 0; i < 20_000; i++) wide[`key${i}`] = { i }
  let bomb: unknown = 'x'
  for (let i = 0; i < 8; i++) bomb = Array<unknown>(90).fill(bomb)
  return {
    newline: 'a\n{"level":"fatal","message":"forged"}\r\n',
    ansi: '\u001b[2J\u001b]0;title\u0007\u009b31m',
    separators: '\u2028\u2029\u0085\u000b\u000c\u0000\u007f',
    quotes: '"}\\\n',
    surrogates: '\ud800 \udfff \udc00\ud800',
    'split surrogate': '🚢'.repeat(10_000),
    huge: 'x'.repeat(5_000_000),
    'huge key': { ['k'.repeat(1_000_000)]: 1 },
    bigint: 2n ** 200_000n,
    numbers: [Number.NaN, Infinity, -0, 123n],
    symbol: Symbol('s'),
    function: () => 'f',
    undefined,
    null: null,
    circular,
    'circular error': error,
    'error that is thrown at': Object.defineProperty(new Error('e'), 'stack', {
      get() {
        throw new Error('stack')
      },
    }),
    'aggregate error': new AggregateError(Array.from({ length: 500 }, () => new Error('many'))),
    'revoked proxy': revoked.proxy,
    'throwing proxy': new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('keys')
        },
      },
    ),
    getter: {
      get value() {
        throw new Error('getter')
      },
    },
    'throwing toJSON': {
      toJSON() {
        throw new Error('toJSON')
      },
    },
    'endless toJSON': {
      toJSON() {
        return { again: this }
      },
    },
    'endless new toJSON': endless(),
    'odd toString': {
      toString() {
        throw new Error('toString')
      },
      [Symbol.toPrimitive]() {
        throw new Error('toPrimitive')
      },
    },
    'names of Object.prototype': JSON.parse(
      '{"__proto__":{"x":1},"constructor":"c","toString":"t","hasOwnProperty":1,"valueOf":"v"}',
    ) as unknown,
    __proto__name: '__proto__',
    'names of pino': { err: new Error('e'), msg: 'm', time: 1, pid: 2, hostname: 'h', v: 1 },
    'a request': { method: 'GET', headers: { cookie: 'c' }, socket: {} },
    'a response': { setHeader: () => 1, statusCode: 200 },
    format: '%s %d %j %o %O %c %',
    date: new Date(Number.NaN),
    map: new Map<unknown, unknown>([
      [{}, 1],
      [Symbol('k'), 2],
    ]),
    set: new Set([1, { a: 2 }]),
    bytes: Buffer.alloc(1_000_000),
    deep,
    wide,
    bomb,
  }
}

function endless(): object {
  return { toJSON: endless }
}
