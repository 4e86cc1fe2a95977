import type { Chooser } from './seeded-random.ts'

/**
 * A text that a regular expression matches, as far as it is made of literals, classes, groups,
 * alternatives and quantifiers. Look-arounds are stepped over, so the caller checks the result.
 *
 * `repeats`: how often a quantifier repeats beyond its least, as far as it may. `undefined` for what
 * is not understood (back-references).
 */
export function matchPattern(
  pattern: string,
  random: Chooser,
  repeats: number,
): string | undefined {
  try {
    return new PatternWriter(pattern, random, repeats).write()
  } catch (error) {
    if (error instanceof UnsupportedPattern) return undefined
    throw error
  }
}

class UnsupportedPattern extends Error {}

const longest = 10_000

type Characters = readonly string[]

const digits = range('0', '9')
const lower = range('a', 'z')
const upper = range('A', 'Z')
const letters = [...lower, ...upper]
const word = [...letters, ...digits, '_']
const printable = [...letters, ...digits, ...'-_.,:;!?@#$%&*+=/~()[]{}<>|^`\'"\\ '.split('')]
const escapes: Readonly<Record<string, Characters>> = {
  d: digits,
  w: word,
  s: [' '],
  D: letters,
  W: ['-', '.', ' '],
  S: [...letters, ...digits],
  t: ['\t'],
  n: ['\n'],
  r: ['\r'],
  f: ['\f'],
  v: ['\v'],
}
const properties: readonly [name: RegExp, characters: Characters][] = [
  [/^(?:Lu|Uppercase)/, upper],
  [/^(?:Ll|Lowercase)/, lower],
  [/^(?:N|Number|General_Category=N)/, digits],
  [/^(?:P|S|Punctuation)/, ['-', '.']],
  [/^(?:Z|White_Space)/, [' ']],
]

/** Reads the pattern and writes the text in one pass. */
class PatternWriter {
  readonly #pattern: readonly string[]
  readonly #random: Chooser
  readonly #repeats: number
  #at = 0

  constructor(pattern: string, random: Chooser, repeats: number) {
    this.#pattern = [...pattern]
    this.#random = random
    this.#repeats = repeats
  }

  write(): string {
    const text = this.#alternatives()
    if (this.#at < this.#pattern.length) throw new UnsupportedPattern()
    return text
  }

  #alternatives(): string {
    const options = [this.#sequence()]
    while (this.#take('|')) options.push(this.#sequence())
    return this.#random.pick(options)
  }

  #sequence(): string {
    let text = ''
    while (this.#at < this.#pattern.length && !this.#sees('|') && !this.#sees(')')) {
      text += this.#quantified()
    }
    return text
  }

  /** An atom is read again for each repetition, so that each is drawn anew. */
  #quantified(): string {
    const start = this.#at
    let text = this.#atom()
    const [least, most] = this.#quantifier()
    const end = this.#at
    const count = Math.min(most, least + this.#repeats)
    if (count === 0) return ''
    for (let index = 1; index < count; index++) {
      this.#at = start
      text += this.#atom()
      if (text.length > longest) throw new UnsupportedPattern()
    }
    this.#at = end
    return text
  }

  #quantifier(): [least: number, most: number] {
    const [least, most] = this.#bounds()
    this.#take('?')
    return [least, most]
  }

  #bounds(): [least: number, most: number] {
    if (this.#take('*')) return [0, Infinity]
    if (this.#take('+')) return [1, Infinity]
    if (this.#take('?')) return [0, 1]
    const found = /^\{(\d+)(,?)(\d*)\}/.exec(this.#rest(24))
    if (found === null) return [1, 1]
    const [whole, least = '', comma, most] = found
    this.#at += whole.length
    if (comma === '') return [Number(least), Number(least)]
    return [Number(least), most === '' ? Infinity : Number(most)]
  }

  #atom(): string {
    const character = this.#next()
    switch (character) {
      case '^':
      case '$':
        return ''
      case '.':
        return this.#random.pick(lower)
      case '(':
        return this.#group()
      case '[':
        return this.#random.pick(this.#class())
      case '\\':
        return this.#escape()
      default:
        return character
    }
  }

  #group(): string {
    const prefix = /^\?(?:[:=!]|<[=!]|<[^>]+>)/.exec(this.#rest(64))?.[0] ?? ''
    this.#at += prefix.length
    const text = this.#alternatives()
    if (!this.#take(')')) throw new UnsupportedPattern()
    return /[=!]$/.test(prefix) ? '' : text
  }

  #escape(): string {
    if (/^[1-9k]/.test(this.#rest(1))) throw new UnsupportedPattern()
    if (/^b/i.test(this.#rest(1))) {
      this.#at++
      return ''
    }
    return this.#random.pick(this.#escaped())
  }

  #escaped(): Characters {
    const code = /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(this.#rest(12))
    if (code !== null) {
      this.#at += code[0].length
      return [String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16))]
    }
    const property = /^(p|P)\{([^}]+)\}/.exec(this.#rest(64))
    if (property !== null) {
      this.#at += property[0].length
      const [, kind, name = ''] = property
      const found = properties.find(([known]) => known.test(name))?.[1] ?? letters
      return kind === 'p' ? found : without(found)
    }
    const character = this.#next()
    return escapes[character] ?? [character]
  }

  #class(): Characters {
    const negated = this.#take('^')
    const found: string[] = []
    while (!this.#take(']')) {
      const from = this.#member()
      const [low, high] = [from[0] ?? '', this.#rangeEnd(from)]
      found.push(...(high === undefined ? from : range(low, high)))
    }
    return negated ? without(found) : found
  }

  #member(): Characters {
    const character = this.#next()
    return character === '\\' ? this.#escaped() : [character]
  }

  #rangeEnd(from: Characters): string | undefined {
    const rest = this.#rest(2)
    if (from.length !== 1 || rest.length < 2 || !rest.startsWith('-') || rest[1] === ']') {
      return undefined
    }
    this.#at++
    const [to] = this.#member()
    return to
  }

  #rest(length: number): string {
    return this.#pattern.slice(this.#at, this.#at + length).join('')
  }

  #sees(character: string): boolean {
    return this.#pattern[this.#at] === character
  }

  #take(character: string): boolean {
    const sees = this.#sees(character)
    if (sees) this.#at++
    return sees
  }

  #next(): string {
    const character = this.#pattern[this.#at++]
    if (character === undefined) throw new UnsupportedPattern()
    return character
  }
}

function range(from: string, to: string): string[] {
  const first = from.codePointAt(0) ?? 0
  const last = Math.min(to.codePointAt(0) ?? 0, first + 127)
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))
}

function without(characters: Characters): Characters {
  const left = printable.filter((character) => !characters.includes(character))
  if (left.length === 0) throw new UnsupportedPattern()
  return left
}
