/** The formats that `t` offers: a name of JSON Schema or OpenAPI's registry, and its check. */
export const formats: Readonly<Record<string, Format>> = {
  'date-time': { check: isDateTime, expected: 'a date and time such as 2026-11-22T09:30:00Z' },
  date: { check: isDate, expected: 'a date such as 2026-11-22' },
  time: { check: isTime, expected: 'a time with an offset such as 09:30:00Z' },
  duration: { check: isDuration, expected: 'an ISO 8601 duration such as PT15M' },
  uuid: { check: isUuid, expected: 'a UUID' },
  email: { check: isEmail, expected: 'an e-mail address' },
  hostname: { check: isHostname, expected: 'a host name' },
  ipv4: { check: isIpv4, expected: 'an IPv4 address' },
  ipv6: { check: isIpv6, expected: 'an IPv6 address' },
  uri: { check: isUri, expected: 'an absolute URI' },
  mac: { check: isMac, expected: 'a MAC address' },
  cidr: { check: isCidr, expected: 'an address range such as 10.0.0.0/8' },
  regex: { check: isRegex, expected: 'a regular expression' },
  json: { check: isJson, expected: 'a JSON document' },
}

/** The format of this name; `undefined` for one that is not ours. */
export function formatNamed(name: string): Format | undefined {
  return Object.hasOwn(formats, name) ? formats[name] : undefined
}

export interface Format {
  readonly check: (value: string) => boolean
  /** Completes "must be …". */
  readonly expected: string
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const date = /^\d{4}-\d\d-\d\d$/
/** Fractions of a second go down to nanoseconds. */
const time = /^\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:z|[+-]\d\d:\d\d)$/i
const dateTime = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:z|[+-]\d\d:\d\d)$/i
const duration =
  /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/
const email =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i
const hostname =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/
const mac = /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i
const uriCharacters = /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i

function isUuid(value: string): boolean {
  return value.length === 36 && uuid.test(value)
}

function isDate(value: string): boolean {
  return date.test(value) && isDay(value)
}

function isTime(value: string): boolean {
  return time.test(value) && isMoment(value, 0)
}

function isDateTime(value: string): boolean {
  return dateTime.test(value) && isDay(value) && isMoment(value, 11)
}

/** Whether the date with which the text begins is in the calendar. */
function isDay(value: string): boolean {
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2)
  const day = twoDigits(value, 8)
  return day >= 1 && day <= daysIn(year, twoDigits(value, 5))
}

/** Whether the time from `start` to the end is one; a leap second ends a day of UTC. */
function isMoment(value: string, start: number): boolean {
  const hour = twoDigits(value, start)
  const minute = twoDigits(value, start + 3)
  const second = twoDigits(value, start + 6)
  const utc = value.endsWith('Z') || value.endsWith('z')
  const offsetHour = utc ? 0 : twoDigits(value, value.length - 5)
  const offsetMinute = utc ? 0 : twoDigits(value, value.length - 2)
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false
  if (second <= 59) return true
  const ahead = (value.at(-6) === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  return second === 60 && (hour * 60 + minute - ahead + 1440) % 1440 === 1439
}

function twoDigits(value: string, at: number): number {
  return (value.charCodeAt(at) - 48) * 10 + value.charCodeAt(at + 1) - 48
}

function isDuration(value: string): boolean {
  return duration.test(value)
}

function isEmail(value: string): boolean {
  return value.length <= 254 && email.test(value) && !/^\.|\.\.|\.@/.test(value)
}

function isHostname(value: string): boolean {
  return hostname.test(value)
}

function isIpv4(value: string): boolean {
  return ipv4.test(value)
}

function isIpv6(value: string): boolean {
  if (!/^[0-9a-f:.]{2,45}$/i.test(value)) return false
  const halves = value.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  const dotted = last?.includes('.') === true
  if (dotted && (!isIpv4(last) || value.endsWith('::'))) return false
  const hex = dotted ? groups.slice(0, -1) : groups
  const width = hex.length + (dotted ? 2 : 0)
  const filled = halves.length === 2 ? width <= 7 : width === 8
  return filled && hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
}

function isUri(value: string): boolean {
  return uriCharacters.test(value) && !/%(?![0-9a-f]{2})/i.test(value) && URL.canParse(value)
}

function isMac(value: string): boolean {
  return mac.test(value)
}

function isCidr(value: string): boolean {
  const slash = value.lastIndexOf('/')
  const length = value.slice(slash + 1)
  if (slash < 0 || !/^(?:0|[1-9]\d{0,2})$/.test(length)) return false
  const address = value.slice(0, slash)
  return isIpv4(address) ? Number(length) <= 32 : isIpv6(address) && Number(length) <= 128
}

function isRegex(value: string): boolean {
  try {
    new RegExp(value, 'u')
    return true
  } catch {
    return false
  }
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
