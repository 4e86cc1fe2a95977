import pg from 'pg'

/**
 * How columns arrive, where that differs from `pg`:
 *
 * - `bigint` (and `count(*)`): a number; one that a number cannot hold exactly is an error, not a
 *   rounded value.
 * - `timestamptz`: RFC 3339 in UTC, `2026-01-02T03:04:05.123Z` (as `toISOString` writes it) or with
 *   all six digits when there are microseconds: what an API sends, and nothing is lost on the way
 *   back. A `Date` would drop the microseconds, and `where created_at = $1` finds nothing then.
 * - `timestamp`: the same without the `Z`, since it has no zone; `date`: `2026-01-02`. (`pg` makes
 *   both a `Date` in the zone of the machine, which is another day on another machine.)
 *
 * `infinity` and years before 1 arrive as PostgreSQL writes them. `numeric` stays a string.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    // oxlint-disable-next-line typescript/no-unsafe-return -- pg's own parsers are untyped
    ((format ?? 'text') === 'text' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

type Parse = (text: string) => unknown

const parsers = new Map<number, Parse>()
const textArray: number = 1009
const parseTextArray: Parse = pg.types.getTypeParser(textArray)
addParser(20, 1016, parseBigint)
addParser(1082, 1182, (text) => text)
addParser(1114, 1115, parseTimestamp)
addParser(1184, 1185, parseTimestamptz)

function addParser(oid: number, arrayOid: number, parse: Parse): void {
  parsers.set(oid, parse)
  parsers.set(arrayOid, (text) => parseItems(parseTextArray(text), parse))
}

/** Of any dimension, as PostgreSQL's are. */
function parseItems(items: unknown, parse: Parse): unknown {
  if (Array.isArray(items)) return items.map((item) => parseItems(item, parse))
  return typeof items === 'string' ? parse(items) : items
}

function parseBigint(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new RangeError(
    'A bigint is beyond what a number holds exactly (2^53 - 1): select it as text, `column::text`',
  )
}

const timestamp = /^(\d{4,6})-(\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-][\d:]+)?$/

function parseTimestamp(text: string): string {
  const [, year, day, time, fraction] = timestamp.exec(text) ?? []
  return year === undefined ? text : `${year}-${day}T${time}.${toFraction(fraction)}`
}

function parseTimestamptz(text: string): string {
  const [, year, day, time, fraction, offset] = timestamp.exec(text) ?? []
  if (year === undefined || offset === undefined) return text
  const digits = toFraction(fraction)
  if (offset === '+00') return `${year}-${day}T${time}.${digits}Z`
  // The session's time zone is not UTC; offsets are whole seconds at most, as in +05:53:28.
  const [hours = '0', minutes = '0', seconds = '0'] = offset.slice(1).split(':')
  const distance = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const local = Date.parse(`${year}-${day}T${time}Z`)
  if (Number.isNaN(local)) return text
  const utc = new Date(local - (offset.startsWith('-') ? -distance : distance) * 1000)
  return `${utc.toISOString().slice(0, -4)}${digits}Z`
}

/** Three digits, or six when the microseconds need them. */
function toFraction(digits = ''): string {
  const six = digits.padEnd(6, '0')
  return six.endsWith('000') ? six.slice(0, 3) : six
}
