import { didYouMean } from '../closest.ts'
import type { Tell } from '../problems.ts'
import { describe } from '../schema/to-schema.ts'

/** What a setting must be: in words, and as a test. */
export interface Expectation {
  readonly expected: string
  readonly fits: (value: unknown) => boolean
  readonly required?: boolean
}

/** The settings of a thing, by name. */
export type Expectations = Readonly<Record<string, Expectation>>

/**
 * Tells what the compiler tells users of TypeScript: settings that are unknown, missing or of the
 * wrong kind. False: nothing more can be read from them.
 */
export function checkSettings(
  given: unknown,
  expectations: Expectations,
  kind: string,
  tell: Tell,
): boolean {
  if (!isObject(given)) {
    tell('SETTING_INVALID', { setting: kind, expected: 'an object', found: describe(given) })
    return false
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(expectations, name)) continue
    const hint = didYouMean(name, Object.keys(expectations))
    tell('SETTING_UNKNOWN', { kind, name, hint })
  }
  let valid = true
  for (const [name, { expected, fits, required = false }] of Object.entries(expectations)) {
    const value = given[name]
    if (value === undefined ? !required : fits(value)) continue
    tell('SETTING_INVALID', { setting: name, expected, found: describe(value) })
    valid = false
  }
  return valid
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const text: Expectation = {
  expected: 'a text',
  fits: (value) => typeof value === 'string' && value !== '',
}

export const flag: Expectation = {
  expected: 'true or false',
  fits: (value) => typeof value === 'boolean',
}

export const url: Expectation = {
  expected: 'an absolute URL',
  fits: (value) => typeof value === 'string' && URL.canParse(value),
}

export function required(expectation: Expectation): Expectation {
  return { ...expectation, required: true }
}

export function oneOf(...values: readonly string[]): Expectation {
  return {
    expected: values.map((value) => `"${value}"`).join(' or '),
    fits: (value) => values.includes(value as string),
  }
}

export function listOf({ expected, fits }: Expectation): Expectation {
  return {
    expected: `a list, each ${expected}`,
    fits: (value) => Array.isArray(value) && value.every(fits),
  }
}

export function recordOf({ expected, fits }: Expectation): Expectation {
  return {
    expected: `an object, each value ${expected}`,
    fits: (value) => isObject(value) && Object.values(value).every(fits),
  }
}

export function eitherOf(one: Expectation, other: Expectation): Expectation {
  return {
    expected: `${one.expected}, or ${other.expected}`,
    fits: (value) => one.fits(value) || other.fits(value),
  }
}

/** What one of our functions makes, known by the members that it has. */
export function madeBy(maker: string, ...members: readonly string[]): Expectation {
  return {
    expected: `made by ${maker}`,
    fits: (value) => isObject(value) && members.every((member) => member in value),
  }
}
