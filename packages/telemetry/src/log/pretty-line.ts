import { styleText } from 'node:util'
import { escapeCharacter, jsonString } from './json-string.ts'
import { isLogLevel, type LogLevel } from './log-level.ts'
import type { Plain, PlainFields } from './plain.ts'

/**
 * A JSON line for a person to read: `2026-01-15T10:30:45.000Z INF request_completed method=GET`, and
 * the stacks of errors below. What it says cannot move the cursor, nor look like another line.
 */
export function prettyLine(json: string, colors: boolean): string {
  const line = JSON.parse(json) as PlainFields // Made by this package.
  const { level, timestamp, message, service: _s, environment: _e, version: _v, ...fields } = line
  const paint: Paint = (style, text) =>
    colors ? styleText(style, text, { validateStream: false }) : text
  const { label, style } = looks[isLogLevel(level) ? level : 'info']
  const stacks: string[] = []
  const shown = Object.entries(fields).map(([name, value]) => {
    if (isError(value)) stacks.push(...stackLines(value))
    return ` ${paint('cyan', `${inert(name)}=`)}${shortText(value)}`
  })
  const head = `${paint('gray', textOf(timestamp))} ${paint(style, label)} ${inert(textOf(message))}`
  return [`${head}${shown.join('')}`, ...stacks.map((text) => `    ${inert(text)}`), ''].join('\n')
}

type Style = 'gray' | 'cyan' | 'blue' | 'green' | 'yellow' | 'red' | 'magenta'
type Paint = (style: Style, text: string) => string

const looks: Readonly<Record<LogLevel, { label: string; style: Style }>> = {
  trace: { label: 'TRC', style: 'gray' },
  debug: { label: 'DBG', style: 'blue' },
  info: { label: 'INF', style: 'green' },
  warn: { label: 'WRN', style: 'yellow' },
  error: { label: 'ERR', style: 'red' },
  fatal: { label: 'FTL', style: 'magenta' },
}

/** C0 and C1 controls, line separators, and what turns the direction of text around. */
const controls = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

function inert(text: string): string {
  return text.replace(controls, escapeCharacter)
}

function shortText(value: Plain): string {
  if (isError(value))
    return inert(jsonString(`${textOf(value['name'])}: ${textOf(value['message'])}`))
  if (typeof value !== 'string') return inert(JSON.stringify(value))
  return /^[\w./:@{}+-]+$/.test(value) ? value : inert(jsonString(value))
}

function isError(value: Plain | undefined): value is PlainFields {
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value
}

function stackLines(error: PlainFields): string[] {
  const own = textOf(error['stack']).split('\n')
  const cause = error['cause']
  return isError(cause)
    ? [...own, ...stackLines(cause).map((text, i) => (i ? text : `cause: ${text}`))]
    : own
}

function textOf(value: Plain | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}
