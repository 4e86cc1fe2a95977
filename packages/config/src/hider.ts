import { findWeakness } from './weak-secret.ts'

const mask = '[secret]'

/** Longer than this, a value is cut where it is quoted. */
const longest = 48

const sensitiveName =
  /(?:^|_)(?:PASS|PASSWD|PASSWORD|PASSPHRASE|PWD|SECRET|TOKEN|(?:API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY|CREDENTIALS?|DSN|AUTH)$/

/**
 * Decides whether a value may be shown. It hides every secret that it was told about, wherever the
 * operator put it, and what looks like one.
 */
export class Hider {
  readonly #secrets = new Set<string>()

  /** Remembers a secret, so that it is hidden also where it does not belong. */
  learn(secret: string): void {
    const text = secret.trim()
    // A word that everyone guesses is hidden where it is a secret, and needs not be elsewhere.
    if (text !== '' && findWeakness(text) !== 'well known') this.#secrets.add(text)
  }

  /** Remembers the values of variables that are named like secrets. */
  learnVariables(env: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(env)) {
      if (value !== undefined && value.length >= 6 && isSensitiveName(name)) this.learn(value)
    }
  }

  /** The text, or `[secret]`. */
  show(text: string): string {
    return this.#isKnown(text) || looksSecret(text) ? mask : text
  }

  /** The text in quotation marks, on one line and not too long, or `[secret]`. */
  quote(text: string): string {
    const shown = this.show(text)
    if (shown !== text) return shown
    return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text)
  }

  /** A name that someone else chose, without quotation marks, or `[secret]`. */
  word(text: string): string {
    const quoted = this.quote(text)
    return quoted === mask ? mask : quoted.slice(1, -1)
  }

  /** A sentence of which nothing is to be lost but the secrets that are known. */
  maskKnown(sentence: string): string {
    let masked = sentence
    for (const secret of this.#secrets) {
      if (secret.length >= 8) masked = masked.replaceAll(secret, mask)
    }
    return masked
  }

  #isKnown(text: string): boolean {
    for (const secret of this.#secrets) {
      if (text.trim() === secret || (secret.length >= 4 && text.includes(secret))) return true
    }
    return false
  }
}

export function isSensitiveName(variable: string): boolean {
  return sensitiveName.test(variable)
}

/** Credentials in a URL, keys in their usual forms, long runs of random characters, good passwords. */
export function looksSecret(text: string): boolean {
  if (/:\/\/[^/\s]*@|[^/\s@]*:[^/\s@]+@|-----BEGIN|\beyJ[\w-]{8}/.test(text)) return true
  if (/\b\w*(?:password|passwd|pwd|secret|token|key)=[^\s&]/i.test(text)) return true
  if (
    /\b(?:sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abprs]|AKIA|npm)[_-]?[A-Za-z0-9]{12}/.test(text)
  ) {
    return true
  }
  return text.split(/[\s,;:/?&]+/).some(isRandom)
}

function isRandom(word: string): boolean {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return true
  const lower = /[a-z]/.test(word)
  const upper = /[A-Z]/.test(word)
  const digit = /\d/.test(word)
  const symbol = /[^\w.-]/.test(word)
  const classes = [lower, upper, digit, symbol].filter(Boolean).length
  if (word.length >= 8 && classes >= 3) return true
  return word.length >= 24 && classes >= 2 && digit && !/[._-]/.test(word)
}
